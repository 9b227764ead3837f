import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A statement of an IAM policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What the README of a Lambda tells users to deploy it with. */
export interface LambdaReadme {
  /** The example of the config. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The policy of the function's role. */
  readonly policy: Policy;
  /** By statement, when it is needed, as the README says it: `required`, `optional`, … */
  readonly needs: ReadonlyMap<string, string>;
}

/** What is not as it stands in a README. */
export interface ReadmeOptions {
  /** Of a Lambda with several, the handler whose policy is meant; default: there is one. */
  readonly handler?: string;
  /** What stands for examples' names here, by name, such as the id of a distribution. */
  readonly names?: Readonly<Record<string, string>>;
}

/**
 * Reads the blocks that begin with three backticks and `json config` or `json policy` (with the name of a handler), and the table
 * of statements that follows the policy.
 */
export function readLambdaReadme(lambda: string, { handler, names = {} }: ReadmeOptions = {}): LambdaReadme {
  const path = join(import.meta.dirname, '..', '..', 'lambdas', lambda, 'README.md');
  const text = Object.entries(names).reduce(
    (replaced, [example, name]) => replaced.replaceAll(example, name),
    readFileSync(path, 'utf8'),
  );
  const block = (kind: string): { readonly content: unknown; readonly end: number } => {
    const found = new RegExp(`^\`\`\`json ${kind}\\n(.*?)^\`\`\``, 'ms').exec(text);
    if (found === null) throw new Error(`${path} has no block \`json ${kind}\``);
    return { content: JSON.parse(found[1] ?? ''), end: found.index + found[0].length };
  };
  const { content, end } = block(handler === undefined ? 'policy' : `policy ${handler}`);
  const policy = content as Policy;
  const [, table = ''] = /((?:^\|.*\n)+)/m.exec(text.slice(end)) ?? [];
  const rows = [...table.matchAll(/^\| `(\w+)` \| ([^|]+?) \|/gm)];
  const needs = new Map(
    policy.Statement.map(({ Sid: sid }) => [
      sid,
      rows.find(([, name]) => name === sid)?.[2] ?? 'not in the table',
    ]),
  );
  return { config: block('config').content as LambdaReadme['config'], policy, needs };
}

/** The actions of a statement. */
export function actionsOf({ Action: action }: Statement): readonly string[] {
  return typeof action === 'string' ? [action] : action;
}

/** The policy less some statements and actions. */
export function without({ Statement: statements, ...policy }: Policy, gone: readonly string[]): Policy {
  const left = statements.map((statement) => ({
    ...statement,
    Action: actionsOf(statement).filter((action) => !gone.includes(action)),
  }));
  return {
    ...policy,
    Statement: left.filter(({ Sid: sid, Action: actions }) => !gone.includes(sid) && actions.length > 0),
  };
}
