import { KmscryptError } from '../error.ts';

/** Where a value lies in a document: keys of maps and, as numbers, places in lists (from 0). The root is `[]`. */
export type Path = readonly (string | number)[];

/** A key that needs no quotes in a path. */
const PLAIN_KEY = /^[^\s.[\]/"'\\*]+$/u;
/** One step: `.key`, `[0]`, `["key"]` or `['key']`; the first key needs no dot. */
const STEP =
  /\.?(?:\[(?<index>\d{1,15})\]|\[(?<quoted>"(?:[^"\\]|\\.)*"|'[^']*')\])|(?<dot>\.?)(?<key>[^.[\]]+)/uy;

/**
 * Reads a path as users write it: `db.password`, `services[0].env.TOKEN`, `["key.with.dots"].x`, or a JSON Pointer
 * (RFC 6901) such as `/db/password`. The root is `.` or the empty text.
 *
 * A number without brackets, as in `services.0` or `/services/0`, is text: it means a place where a list is, a key where
 * a map is. In a list `-` is the place behind the last item. A first dot, as `yq` and `jq` have it, changes nothing.
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
    const { index, quoted, dot, key } = STEP.exec(text)?.groups ?? {};
    if (index !== undefined) path.push(Number(index));
    else if (quoted !== undefined) path.push(unquote(quoted, text, at));
    else if (key !== undefined && (dot === '.' || at === 0)) path.push(key);
    else throw invalid(text, at);
    at = STEP.lastIndex;
  }
  return path;
}

/** Writes a path so that {@link parsePath} reads it: `db.password`, `hosts[0]`, `["a.b"]`; the root is `.`. */
export function formatPath(path: Path): string {
  if (path.length === 0) return '.';
  const text = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return PLAIN_KEY.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return text.join('').replace(/^\./u, '');
}

/** Writes a path as a JSON Pointer (RFC 6901), of which each path has only one; the root is the empty text. */
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
  const character = Array.from(text.slice(0, at)).length + 1;
  const cure = text.startsWith('/')
    ? 'write ~ as ~0 and / in a key as ~1'
    : 'write db.password, services[0].env, ["a.key"] or /db/password';
  return new KmscryptError(
    'PATH_INVALID',
    `the path ${JSON.stringify(text)} cannot be read at character ${character}; ${cure}`,
  );
}
