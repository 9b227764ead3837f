import type { HostRecord } from './state.ts';

/**
 * What a host says of itself. Its text is the host's: whoever can log in there can write anything, for the instance metadata
 * service gives the role of the host to every local user.
 */
export interface HostReport extends Pick<HostRecord, 'hostGroup' | 'version' | 'result' | 'problems'> {
  /** Of the manifest in force; absent where there is none. */
  readonly sha256?: string | undefined;
  /** When the version came into force, by the host's clock, in milliseconds since the epoch; 0 where there is none. */
  readonly applied: number;
  /** By the host's clock, in milliseconds since the epoch. */
  readonly at: number;
  /** How many users it has let in. */
  readonly users: number;
  /** The first 12 hexadecimal digits of the script's SHA-256, or `unknown-----`. */
  readonly script: string;
}

const HEAD = 'kmscrypt-ssh-keys-status 1';
const NUMBER = /^(?:0|[1-9]\d{0,8})$/;
/** Seconds since the epoch. */
const TIME = /^(?:0|[1-9]\d{0,10})$/;

/** The fields in their order; each is there once. */
const FIELDS: readonly (readonly [name: string, is: RegExp])[] = [
  ['instance', /^[\x21-\x7e]{1,128}$/],
  ['group', /^[a-z][a-z0-9-]{0,62}$/],
  ['version', NUMBER],
  ['sha256', /^(?:[0-9a-f]{64}|-)$/],
  ['result', /^(?:applied|unchanged|refused|failed)$/],
  ['applied', TIME],
  ['at', TIME],
  ['users', NUMBER],
  ['script', /^[a-z0-9-]{12}$/],
];

const RESULTS = ['applied', 'unchanged', 'refused', 'failed'] as const;
const PROBLEM = 'problem ';
const MOST_PROBLEMS = 20;
/** In UTF-16 units. */
const LONGEST_PROBLEM = 300;

/** Reads a host's report: all of it, or nothing. What it says of its own name is passed over: that of the object counts. */
export function readHostReport(text: string): HostReport | { readonly refused: string } {
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines[0] !== HEAD) return { refused: `its first line is not: ${HEAD}` };
  const values = new Map<string, string>();
  for (const [at, [name, is]] of FIELDS.entries()) {
    const line = lines[at + 1] ?? '';
    const value = line.slice(name.length + 1);
    if (!line.startsWith(`${name} `) || !is.test(value))
      return { refused: `line ${at + 2} is not its ${name}` };
    values.set(name, value);
  }
  const rest = lines.slice(FIELDS.length + 1);
  if (rest.length > MOST_PROBLEMS) return { refused: `it has more than ${MOST_PROBLEMS} problems` };
  const wrong = rest.findIndex((line) => !line.startsWith(PROBLEM));
  if (wrong !== -1) return { refused: `line ${FIELDS.length + 2 + wrong} is not a problem` };
  const { sha256, ...fields } = { sha256: values.get('sha256'), hostGroup: values.get('group') ?? '' };
  return {
    ...fields,
    version: Number(values.get('version')),
    sha256: sha256 === '-' ? undefined : sha256,
    result: RESULTS.find((result) => result === values.get('result')) ?? 'failed',
    applied: Number(values.get('applied')) * 1000,
    at: Number(values.get('at')) * 1000,
    users: Number(values.get('users')),
    script: values.get('script') ?? '',
    problems: rest.map((line) => printable(line.slice(PROBLEM.length))),
  };
}

/** On one line, of a length that can be shown, and without what moves a cursor or turns the direction of writing. */
function printable(text: string): string {
  const plain = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim();
  return plain.slice(0, LONGEST_PROBLEM).toWellFormed();
}
