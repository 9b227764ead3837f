import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';

/** Variables by name. */
export type Variables = ReadonlyMap<string, string>;

/** What messages call the process's own variables. */
export const ENVIRONMENT = 'environment';

/** What bin.ts and standalone.ts set for us alone, and to what. */
const OURS: readonly (readonly [name: string, value: string])[] = [
  ['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true'],
  ['BUN_CONFIG_VERBOSE_FETCH', '0'],
];
const EQUALS = 0x3d;

/**
 * The environment as this process was given it: as Linux keeps it, without what we or the runtime have set since. Elsewhere
 * that of the runtime, less what we set.
 *
 * @throws CliError `INVALID_OPTION` for what is not UTF-8: a program in JavaScript could not pass it on as it is
 */
export function originalEnvironment(env: Readonly<Record<string, string | undefined>>): Variables {
  const block = ofLinux();
  if (block !== undefined) return variablesOf(block);
  const known = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return new Map(
    known.filter(([name, value]) => !OURS.some(([ours, set]) => name === ours && value === set)),
  );
}

/**
 * Takes out of a process's environment what it was not given. Node reads every `--env-file` of its command line, ours among
 * them, though what stands there is for the command alone.
 */
export function dropAdditions(env: NodeJS.ProcessEnv, original: Variables): void {
  const kept = new Set(['HOME', ...OURS.map(([name]) => name)]);
  for (const name of Object.keys(env)) if (!original.has(name) && !kept.has(name)) delete env[name];
}

function ofLinux(): Buffer | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync('/proc/self/environ');
  } catch {
    // There is no /proc here.
    return undefined;
  }
}

/** Reads the block of variables that a process is given: each ends with a NUL. Of a name that stands twice the first counts. */
export function variablesOf(block: Buffer): Variables {
  const variables = new Map<string, string>();
  const errors: CliError[] = [];
  for (let start = 0, end = 0; start < block.length; start = end + 1) {
    end = block.indexOf(0, start);
    if (end === -1) end = block.length;
    const equals = block.indexOf(EQUALS, start);
    if (equals <= start || equals > end) continue;
    const name = block.toString('utf8', start, equals);
    if (!isUtf8(block.subarray(start, end))) errors.push(notText(name));
    else if (!variables.has(name)) variables.set(name, block.toString('utf8', equals + 1, end));
  }
  if (errors.length > 0) throw new CliError('SEVERAL', 'variables are not UTF-8', { errors });
  return variables;
}

function notText(name: string): CliError {
  return new CliError('INVALID_OPTION', `${name}: it is not UTF-8, so it cannot be passed on as it is`, {
    source: ENVIRONMENT,
    hints: [
      `take it out: env -u ${name} kmscrypt exec ..; or let a shell set it: kmscrypt exec -- sh -c '${name}=.. exec CMD'`,
    ],
  });
}
