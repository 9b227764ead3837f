import {
  type Change,
  type Document,
  type DocumentFormat,
  readDocument,
  type Scalar,
  VALUE_FORMATS,
} from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import { positionAt } from '@kmscrypt/core/position';
import { configErrorOf } from './error.ts';
import type { ResolveOptions } from './options.ts';
import { wantedOf } from './plan.ts';
import { errorOfProblems, type Problem, problemAt } from './problem.ts';
import { readOnce } from './read-wanted.ts';
import type { Resolved, Wanted } from './resolve.ts';
import { offsetOf } from './sources/offset-of.ts';
import type { Origin } from './tree/origin.ts';

/** A text with tokens and references. */
export interface ResolvableText {
  readonly text: string;
  /** `text` where it has no format that is known: then it is one value as a whole. */
  readonly format: DocumentFormat;
  /** For messages. */
  readonly source: string;
  /** The file's absolute path. */
  readonly location?: string | undefined;
}

/**
 * Puts plaintexts and values of references into texts of config files, so that each parses to exactly them. Every other
 * byte stays; so do tokens in comments and keys.
 *
 * @returns the texts in their order
 * @throws ConfigError `INVALID_OPTION`; of all that fails in all texts
 */
export async function resolveTexts(
  texts: readonly ResolvableText[],
  options: ResolveOptions = {},
): Promise<readonly string[]> {
  const problems: Problem[] = [];
  const documents = await Promise.all(texts.map((text) => openDocument(text)));
  const schemes = new Set(Object.keys(options.resolvers ?? {}));
  const wanted = documents.map((opened) => wantedIn(opened, schemes, problems));
  const resolved = await readOnce(wanted.flat(), options, problems);
  let next = 0;
  const changes = wanted.map((own) =>
    own.flatMap((each) => {
      const change = changeOf(each, resolved[next], problems);
      next += 1;
      return change === undefined ? [] : [change];
    }),
  );
  if (problems.length > 0) throw await errorOfProblems(problems);
  return documents.map(({ document, origin }, index) => {
    const own = changes[index] ?? [];
    return own.length === 0 ? document.text : inDocument(origin, () => document.change(own));
  });
}

interface Opened {
  readonly document: Document;
  readonly origin: Origin;
}

async function openDocument({ text, format, source, location }: ResolvableText): Promise<Opened> {
  try {
    const document = await readDocument(format, text);
    const origin: Origin = {
      name: source,
      location,
      format: VALUE_FORMATS.find((each) => each === format),
      positionsOf: async (paths) => paths.map((path) => positionAt(text, offsetOf(document.root, path) ?? 0)),
    };
    return { document, origin };
  } catch (error) {
    throw error instanceof KmscryptError ? configErrorOf(error, { source }) : error;
  }
}

function inDocument<T>({ name: source }: Origin, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof KmscryptError ? configErrorOf(error, { source }) : error;
  }
}

function wantedIn(
  { document, origin }: Opened,
  schemes: ReadonlySet<string>,
  problems: Problem[],
): readonly Wanted[] {
  return document.fields().flatMap(({ path, value: { type, text: written } }) => {
    if (type !== 'string') return [];
    // A file that is one reference ends with a line break, as editors leave it.
    const text = document.format === 'text' ? referenceLine(written) : written;
    return wantedOf({ text, origin, path }, schemes, problems) ?? [];
  });
}

function referenceLine(text: string): string {
  return /^[a-z][a-z0-9+.-]*::\S+\r?\n$/u.test(text) && !text.startsWith('kmscrypt::')
    ? text.trimEnd()
    : text;
}

function changeOf(
  { origin, path }: Wanted,
  resolved: Resolved | undefined,
  problems: Problem[],
): Change | undefined {
  const scalar = scalarOf(resolved?.value);
  if (scalar !== undefined) return { path, scalar };
  const reason =
    'what it refers to is an object or a list, and belongs in a file that the app reads as a config; refer to one value';
  problems.push(problemAt('FORMAT_CANNOT_EXPRESS', reason, { origin, path }));
  return undefined;
}

function scalarOf(value: unknown): Scalar | undefined {
  if (typeof value === 'string') return { type: 'string', text: value };
  if (value === null) return { type: 'null', text: 'null' };
  if (typeof value === 'boolean') return { type: 'boolean', text: String(value) };
  if (typeof value === 'number' || typeof value === 'bigint') return { type: 'number', text: String(value) };
  return value instanceof Date ? { type: 'datetime', text: value.toISOString() } : undefined;
}
