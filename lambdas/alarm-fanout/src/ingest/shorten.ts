import { cut } from '../words/cut.ts';

/** What identifies something, or leads somewhere, is of no use in part. */
const WHOLE: ReadonlySet<string> = new Set([
  'arn',
  'name',
  'title',
  'account',
  'region',
  'state',
  'at',
  'id',
  'key',
  'graphUrl',
  'link',
  'console',
  'metrics',
  'runbook',
  'dashboard',
]);

export interface ShortenOptions {
  /** Of a text, in characters. */
  readonly text: number;
  /** Of a list, and of the entries of a record that has names of its own, such as tags. */
  readonly entries: number;
}

/** The same data with shorter texts and lists; names, ARNs, times and links stay whole. */
export function shorten<T>(data: T, options: ShortenOptions): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- texts stay texts, lists lists, and no field of an object is left out
  return shortened(data, options) as T;
}

function shortened(data: unknown, options: ShortenOptions): unknown {
  if (typeof data === 'string') return cut(data, options.text);
  if (Array.isArray(data)) return data.slice(0, options.entries).map((each) => shortened(each, options));
  if (typeof data !== 'object' || data === null) return data;
  const fields = Object.entries(data).map(([name, value]: [string, unknown]) => [
    name,
    WHOLE.has(name) && typeof value === 'string' ? value : shortenedField(name, value, options),
  ]);
  return Object.fromEntries(fields);
}

/** Records whose names are data themselves. */
const RECORDS: ReadonlySet<string> = new Set(['tags', 'facts', 'dimensions', 'attributes']);

function shortenedField(name: string, value: unknown, options: ShortenOptions): unknown {
  if (!RECORDS.has(name) || typeof value !== 'object' || value === null) return shortened(value, options);
  const entries = Object.entries(value).slice(0, options.entries);
  return Object.fromEntries(entries.map(([key, each]: [string, unknown]) => [key, shortened(each, options)]));
}
