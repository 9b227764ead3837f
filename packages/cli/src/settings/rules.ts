import type { DocumentFormat } from '@kmscrypt/core/documents';
import type { Binding } from '@kmscrypt/core/place';
import type { Position } from '@kmscrypt/core/position';
import picomatch from 'picomatch';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod/mini';
import { CliError } from '../errors/cli-error.ts';
import { type RuleInput, rulesSchema, type SettingsInput } from './rules-schema.ts';
import type { Selection } from './selection.ts';

/** What a rule or the default sets. */
export interface RuleSettings {
  readonly keyIds: readonly string[];
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly context?: Readonly<Record<string, string>> | undefined;
  readonly envelope?: boolean | undefined;
}

export interface Rule extends RuleSettings {
  /** Globs relative to the folder of the rules file; one without a slash matches in every folder below it. */
  readonly paths: readonly string[];
  /** The format of the files, whatever their names say. */
  readonly format?: DocumentFormat | undefined;
  /** The values that have to be tokens. */
  readonly encrypt?: Selection | undefined;
  /** Ties each token to its file, or to its path in the file too. */
  readonly bind?: Binding | undefined;
}

/** A `.kmscrypt.yaml`. */
export interface Rules {
  readonly rules: readonly Rule[];
  readonly default: RuleSettings | undefined;
}

/** The first rule with a glob that matches; `path` is relative to the rules file's folder, with slashes. */
export function ruleFor(rules: Rules, path: string): Rule | undefined {
  return ruleFinder(rules)(path);
}

/** Makes a {@link ruleFor} that has compiled its globs, for many paths. */
export function ruleFinder({ rules }: Rules): (path: string) => Rule | undefined {
  const compiled = rules.map((rule) => ({
    rule,
    globs: rule.paths.map((glob) => picomatch(glob, { dot: true, basename: !glob.includes('/') })),
  }));
  return (path) => compiled.find(({ globs }) => globs.some((matches) => matches(path)))?.rule;
}

/**
 * Reads the text of a `.kmscrypt.yaml` (docs/cli.md describes it).
 *
 * @param source the file's name, for messages.
 * @throws CliError `RULES_INVALID` with every problem in `errors`, each with its position.
 */
export function parseRules(text: string, source: string): Rules {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problem = (offset: number, message: string): CliError =>
    new CliError('RULES_INVALID', message, { source, position: at(offset) });

  const broken = document.errors.map((error) => problem(error.pos[0], firstLine(error.message)));
  if (broken.length > 0) throw severalProblems(source, broken);
  const parsed = rulesSchema.safeParse(valuesOf(document, source) ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') {
        const message = `${nameOf(issue.path)}: ${expectation(issue)}`;
        return [problem(offsetOf(document, issue.path), message)];
      }
      return issue.keys.map((key) => {
        const path = [...issue.path, key];
        return problem(offsetOfKey(document, path), `${nameOf(path)}: there is no such setting`);
      });
    });
    throw severalProblems(source, problems);
  }
  return {
    default: parsed.data.default && settingsOf(parsed.data.default),
    rules: (parsed.data.rules ?? []).map(ruleOf),
  };
}

/** @throws CliError for aliases that multiply: the library counts them. */
function valuesOf(document: Document, source: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const message = error instanceof Error ? firstLine(error.message) : 'it cannot be read';
    const position = { line: 1, column: 1 };
    throw severalProblems(source, [new CliError('RULES_INVALID', message, { source, position })]);
  }
}

function ruleOf(parsed: RuleInput): Rule {
  const { path, format, encrypt, bind } = parsed;
  const selection = encrypt && { paths: listOf(encrypt.path ?? []), match: encrypt.match };
  return { paths: listOf(path), ...settingsOf(parsed), format, encrypt: selection, bind };
}

function settingsOf(parsed: SettingsInput): RuleSettings {
  const { 'key-id': keyId = [], 'role-arn': roleArn, region, profile, context, envelope } = parsed;
  return { keyIds: listOf(keyId), region, profile, roleArn, context, envelope };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function severalProblems(source: string, errors: readonly CliError[]): CliError {
  return new CliError('RULES_INVALID', `${source} cannot be used`, { source, errors });
}

type Path = readonly PropertyKey[];

/** What was expected, in words; zod/mini ships none. */
function expectation(issue: z.core.$ZodIssue): string {
  // Pairs of a context may be called as a setting is.
  const [setting, part] = issue.path.slice(issue.path[0] === 'rules' ? 2 : 1);
  if ((setting === 'key-id' || setting === 'path') && part === undefined)
    return 'a string or a list of strings belongs here';
  if (issue.code === 'invalid_type') {
    const words: Readonly<Record<string, string>> = {
      object: 'a mapping',
      array: 'a list',
      boolean: 'true or false',
    };
    return `${words[issue.expected] ?? `a ${issue.expected}`} belongs here`;
  }
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')} belongs here`;
  if (setting === 'encrypt') return ofEncrypt(part);
  if (setting === 'context')
    return 'a name of the context is empty, or __proto__, or begins with kmscrypt-, which is reserved';
  return 'the value cannot be used';
}

function ofEncrypt(part: PropertyKey | undefined): string {
  if (part === undefined) return 'path or match belongs in it';
  return part === 'match'
    ? 'a regular expression belongs here'
    : 'a path such as db.password or services[*].env.* belongs here';
}

function nameOf(path: Path): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return name.replace(/^\./, '') || 'the file';
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function offsetOfKey(document: Document, path: Path): number {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  return isNode(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
