import type { KmscryptError } from '@kmscrypt/core/error';
import type { Path } from '@kmscrypt/core/documents';
import type { Answer } from './answer.ts';
import type { Brokers } from './brokers/brokers.ts';
import { ConfigError } from './error.ts';
import { openText } from './open-text.ts';
import type { Work } from './plan.ts';
import { jsonValueAt } from './references/json-value.ts';
import type { Reference } from './references/reference.ts';
import { treeValue } from './references/tree-value.ts';
import type { Origin } from './tree/origin.ts';

/** A value that has to be read. */
export interface Wanted {
  readonly text: string;
  readonly work: Work;
  readonly origin: Origin;
  /** In its source. */
  readonly path: Path;
}

/** A value that was read. */
export interface Resolved {
  readonly value: unknown;
  /** What of it must not be shown. */
  readonly plaintexts: readonly string[];
}

/** What became of a value, and of which key a failure is: the same failure of several keys concerns the whole run. */
export type Outcome =
  | ({ readonly ok: true } & Resolved)
  | { readonly ok: false; readonly error: KmscryptError | ConfigError; readonly key: string };

/** Reads all values together, each distinct token and reference once. */
export async function resolveAll(
  wanted: readonly Wanted[],
  { brokers, signal }: { readonly brokers: Brokers; readonly signal: AbortSignal },
): Promise<readonly Outcome[]> {
  const references = wanted.flatMap(({ work }) => (work.kind === 'reference' ? [work.reference] : []));
  const tokens = wanted.flatMap(({ work }) =>
    work.kind === 'tokens' ? work.matches.map(({ token }) => token) : [],
  );
  const [tokenOf, valueOf] = await Promise.all([
    answersByName(brokers.tokens, new Map(tokens.map((token) => [token, token])), signal),
    answersOf(references, brokers, signal),
  ]);
  return Promise.all(
    wanted.map((each) =>
      each.work.kind === 'tokens'
        ? openText(each, each.work.matches, tokenOf)
        : readReference(each.work.reference, valueOf),
    ),
  );
}

/** Reads in flight, shared by all who want the same. */
export interface Asking<Key, Value> {
  readonly ask: (keys: readonly Key[], signal: AbortSignal) => Promise<readonly Answer<Value>[]>;
}

async function answersByName<Key, Value>(
  asking: () => Promise<Asking<Key, Value>>,
  keys: ReadonlyMap<string, Key>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Answer<Value>>> {
  if (keys.size === 0) return new Map();
  const { ask } = await asking();
  const answers = await ask([...keys.values()], signal);
  return new Map(Array.from(keys.keys(), (name, index) => [name, given(answers[index])]));
}

type AnswerOf = (reference: Reference) => Answer<unknown>;

async function answersOf(
  references: readonly Reference[],
  brokers: Brokers,
  signal: AbortSignal,
): Promise<AnswerOf> {
  const schemes = new Set(references.flatMap((each) => (each.kind === 'custom' ? [each.scheme] : [])));
  const secretKeys = references.flatMap((each) =>
    each.kind === 'secret' ? [[nameOf(each), each.key] as const] : [],
  );
  const parameterKeys = references.flatMap((each) =>
    each.kind === 'parameter' ? [[nameOf(each), each.key] as const] : [],
  );
  const treeKeys = references.flatMap((each) =>
    each.kind === 'tree' ? [[nameOf(each), each.key] as const] : [],
  );
  const [secrets, parameters, trees, ...custom] = await Promise.all([
    answersByName(brokers.secrets, new Map(secretKeys), signal),
    answersByName(brokers.parameters, new Map(parameterKeys), signal),
    answersByName(brokers.trees, new Map(treeKeys), signal),
    ...Array.from(schemes, (scheme) => {
      const rests = references.flatMap((each) =>
        each.kind === 'custom' && each.scheme === scheme ? [[nameOf(each), each.rest] as const] : [],
      );
      return answersByName(async () => brokers.custom(scheme), new Map(rests), signal);
    }),
  ]);
  const all = [secrets, parameters, trees, ...custom];
  return (reference) => given(all.map((answers) => answers.get(nameOf(reference))).find(Boolean));
}

/** Equal for references that are one read. */
function nameOf(reference: Reference): string {
  if (reference.kind === 'custom') return `${reference.scheme}::${reference.rest}`;
  return `${reference.kind} ${JSON.stringify(Object.values(reference.key))}`;
}

function given<Value>(answer: Value | undefined): Value {
  if (answer === undefined) throw new TypeError('whatever is asked for is answered');
  return answer;
}

function readReference(reference: Reference, answerOf: AnswerOf): Outcome {
  const key = nameOf(reference);
  const answer = answerOf(reference);
  if (!answer.ok) return { ...answer, key };
  try {
    const value = valueOf(reference, answer.value);
    // What was asked for is hidden, not all else that the secret holds: that is not in the config.
    return { ok: true, value, plaintexts: textsIn(value) };
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, error, key };
    throw error;
  }
}

function valueOf(reference: Reference, answer: unknown): unknown {
  if (reference.kind === 'secret' && reference.jsonPath !== undefined) {
    return jsonValueAt(String(answer), reference.jsonPath);
  }
  return reference.kind === 'tree' && answer instanceof Map ? treeValue(answer) : answer;
}

/** The texts in a value that was read. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
