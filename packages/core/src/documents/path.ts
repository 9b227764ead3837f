import { KmscryptError } from '../error.ts';

/** Where a value lies in a document: keys of maps and, as numbers, places in lists (from 0). The root is `[]`. */
export type Path = readonly (string | number)[];

/** A key that needs no quotes in a path. */
const PLAIN_KEY = /^[^\s.[\]/"'\\*]+$/u;
/** One step: `.key`, `[0]`, `["key"]` or `['key']`; the first key has no dot. */
const STEP = /\.?(?:\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*"|'[^']*')\])|(?<dot>\.?)(?<key>[^.[\]]+)/uy;

/**
 * Reads a path as users write it: `db.password`, `services[0].env.TOKEN`, `["key.with.dots"].x`, or a JSON Pointer
 * (RFC 6901) such as `/db/password`. `.` is the root. A number without brackets is text, which also finds a place in a list.
 *
 * @throws KmscryptError `PATH_INVALID`
 */
export function parsePath(text: string): Path {
  if (text === '.' || text === '') return [];
  if (text.startsWith('/')) return parsePointer(text);
  const path: (string | number)[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    const { index, quoted, dot, key } = match?.groups ?? {};
    const isFirst = at === 0;
    if (match === null || (key !== undefined && isFirst === (dot === '.'))) throw invalid(text, at);
    if (index !== undefined) path.push(Number(index));
    else path.push(key ?? unquote(quoted ?? '', text, at));
    at = STEP.lastIndex;
  }
  return path;
}

/** Writes a path so that {@link parsePath} reads it: with dots where that is possible. */
export function formatPath(path: Path): string {
  if (path.length === 0) return '.';
  const text = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return PLAIN_KEY.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return text.join('').replace(/^\./u, '');
}

/** Writes a path as a JSON Pointer (RFC 6901), which has one way only to write each: tokens are bound to it. */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function parsePointer(text: string): Path {
  const at = /~(?![01])/u.exec(text)?.index;
  if (at !== undefined) throw invalid(text, at);
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function unquote(quoted: string, text: string, at: number): string {
  if (quoted.startsWith("'")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw invalid(text, at);
  }
}

function invalid(text: string, at: number): KmscryptError {
  const place = `${JSON.stringify(text)} at character ${at + 1}`;
  return new KmscryptError(
    'PATH_INVALID',
    `the path ${place} cannot be read: write db.password, services[0].env, ["a.key"] or /db/password`,
  );
}
