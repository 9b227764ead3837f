import type { KmscryptError } from '@kmscrypt/core/error';
import type { Path } from '@kmscrypt/core/documents';
import { type AnswerOf, ask, askForReferences, nameOf } from './ask.ts';
import type { Brokers } from './brokers/brokers.ts';
import type { OpenToken } from './brokers/tokens.ts';
import { ConfigError } from './error.ts';
import { openText } from './open-text.ts';
import type { Work } from './plan.ts';
import type { Problem } from './problem.ts';
import { jsonValueAt } from './references/json-value.ts';
import type { Reference } from './references/reference.ts';
import { treeValue } from './references/tree-value.ts';
import { plainOf } from './tree/node.ts';
import type { Origin } from './tree/origin.ts';
import { treeOf } from './tree/tree-of.ts';

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

/** Why a value could not be read, and what of it: the same error of several keys concerns the whole run. */
export interface Failure {
  readonly error: KmscryptError | ConfigError;
  readonly key: string;
}

/** What became of a value; a text may have several tokens that cannot be opened. */
export type Outcome =
  | ({ readonly ok: true } & Resolved)
  | { readonly ok: false; readonly failures: readonly Failure[] };

/** What values are read by. */
export interface Reading {
  readonly brokers: Brokers;
  readonly signal: AbortSignal;
  /** Tokens that were opened before: they never open to anything else. Those of this run take their place. */
  readonly opened: Map<string, OpenToken>;
}

/** Reads all values together, each distinct token and reference once. */
export async function resolveAll(
  wanted: readonly Wanted[],
  { brokers, signal, opened }: Reading,
): Promise<readonly Outcome[]> {
  const references = wanted.flatMap(({ work }) => (work.kind === 'reference' ? [work.reference] : []));
  const tokens = wanted.flatMap(({ work }) =>
    work.kind === 'tokens' ? work.matches.map(({ token }) => token) : [],
  );
  const known = tokens.flatMap((token) => {
    const value = opened.get(token);
    return value === undefined ? [] : [[token, { ok: true, value }] as const];
  });
  const unknown = tokens.filter((token) => !opened.has(token));
  const [answers, answerOf] = await Promise.all([
    ask(brokers.tokens, new Map(unknown.map((token) => [token, token])), signal),
    askForReferences(references, brokers, signal),
  ]);
  const tokenOf = new Map([...known, ...answers]);
  opened.clear();
  for (const [token, answer] of tokenOf) if (answer.ok) opened.set(token, answer.value);
  return Promise.all(
    wanted.map(async (each) =>
      each.work.kind === 'tokens'
        ? openText(each, each.work.matches, tokenOf)
        : readReference(each, each.work.reference, answerOf),
    ),
  );
}

function readReference(wanted: Wanted, reference: Reference, answerOf: AnswerOf): Outcome {
  const key = nameOf(reference);
  const answer = answerOf(reference);
  if (!answer.ok) return { ok: false, failures: [{ error: answer.error, key }] };
  try {
    const value = partOfConfig(valueOf(reference, answer.value), wanted);
    // What was asked for is hidden, not all else that the secret holds: that is not in the config.
    return { ok: true, value, plaintexts: textsIn(value) };
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, failures: [{ error, key }] };
    throw error;
  }
}

function valueOf(reference: Reference, answer: unknown): unknown {
  if (reference.kind === 'secret' && reference.jsonPath !== undefined) {
    return jsonValueAt(String(answer), reference.jsonPath, `the secret ${reference.key.id}`);
  }
  return reference.kind === 'tree' && answer instanceof Map ? treeValue(answer) : answer;
}

/**
 * A value of a broker as part of a config, by the same rules as those of files.
 *
 * @throws ConfigError `KEY_REFUSED`, `CIRCULAR`, `TOO_DEEP`; the first of them, as it is one value that cannot be used
 */
function partOfConfig(value: unknown, { origin }: Wanted): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const problems: Problem[] = [];
  const tree = treeOf(value, origin, problems);
  const [first] = problems;
  // Its path within the value is not told: it is of the secret.
  if (first?.error instanceof ConfigError) {
    throw new ConfigError(first.error.code, `in what it refers to: ${first.error.reason}`);
  }
  return plainOf(tree, (leaf) => leaf.value);
}

/** The texts in a value that was read. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
