import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyHost } from './key-host.ts';
import type { TextOutcome } from './run-text.ts';

/** That of SSH keys, as the Lambda's build makes it. */
export const DOCUMENT: string = join(
  import.meta.dirname,
  '../../../lambdas/ssh-key-sync/dist/host/document.json',
);
/** More than this of stdout is cut by the service. */
const MOST_STDOUT = 24_000;

interface Document {
  readonly schemaVersion: string;
  readonly parameters: Readonly<
    Record<string, { readonly default?: string; readonly allowedPattern?: string }>
  >;
  readonly mainSteps: readonly {
    readonly action: string;
    readonly inputs: { readonly runCommand: readonly string[] };
  }[];
}

/**
 * Runs the document on a host as the agent of Systems Manager does: parameters are checked, put in where their names stand,
 * and the lines are one script of sh.
 *
 * Rules: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
 *
 * @param json the document; default: {@link DOCUMENT}.
 * @throws where a parameter is refused, which the service does before any host is told.
 */
export async function runDocument(
  { host, env }: Pick<KeyHost, 'host' | 'env'>,
  parameters: Readonly<Record<string, string>>,
  json: string = readFileSync(DOCUMENT, 'utf8'),
): Promise<TextOutcome> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a document of ours
  const document = JSON.parse(json) as Document;
  const [step, ...more] = document.mainSteps;
  if (document.schemaVersion !== '2.2' || step?.action !== 'aws:runShellScript' || more.length > 0)
    throw new Error('the agent of the rig runs one shell script only');
  const unknown = Object.keys(parameters).filter((name) => !Object.hasOwn(document.parameters, name));
  if (unknown.length > 0) throw new Error(`unknown parameters: ${unknown.join(', ')}`);
  const values = Object.entries(document.parameters).map(([name, { default: preset, allowedPattern }]) => {
    const value = parameters[name] ?? preset;
    if (value === undefined) throw new Error(`${name} is missing`);
    if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value))
      throw new Error(`${name} is refused: ${value}`);
    return [name, value] as const;
  });
  let text = step.inputs.runCommand.join('\n');
  for (const [name, value] of values)
    text = text.replaceAll(new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`, 'g'), () => value);
  if (/\{\{\s*\w+\s*\}\}/.test(text)) throw new Error('a name in the document is no parameter');
  const script = '/var/lib/amazon/ssm/orchestration/_script.sh';
  await host.put(script, text, '700');
  const outcome = await host.run(`sh -c ${script}`, { env });
  if (outcome.stdout.length > MOST_STDOUT) throw new Error('more on stdout than the service keeps');
  return outcome;
}
