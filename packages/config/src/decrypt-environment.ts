import { ConfigError } from './error.ts';
import { workOrProblem } from './plan.ts';
import { rememberSecrets } from './secrets/redact.ts';
import { resolveWithSecrets } from './variables.ts';

/** Holds the names of variables that have been decrypted and look as if they had not, for the processes that inherit them. */
const DECRYPTED = 'KMSCRYPT_ENV_DECRYPTED';

/** Decrypts the variables of this process, but for plaintexts that it has inherited. Where one cannot be, all problems are on stderr, and the process ends with status 1. */
export async function decryptEnvironment(): Promise<void> {
  try {
    const before = { ...process.env };
    const inherited = (before[DECRYPTED] ?? '').split(',').filter((name) => name !== '');
    const given = Object.entries(before).flatMap(([name, text]) =>
      text === undefined || inherited.includes(encodeURIComponent(name)) ? [] : [[name, text] as const],
    );
    const { variables, plaintexts } = await resolveWithSecrets(
      [{ source: 'environment', variables: Object.fromEntries(given) }],
      optionsOf(before),
    );
    rememberSecrets(plaintexts);
    for (const [name, text] of Object.entries(variables)) {
      if (before[name] !== text) process.env[name] = text;
    }
    const marked = given.flatMap(([name, text]) => {
      const plaintext = variables[name] ?? '';
      const looksEncrypted = plaintext !== text && workOrProblem(plaintext, new Set()) !== undefined;
      return looksEncrypted ? [encodeURIComponent(name)] : [];
    });
    if (marked.length > 0) process.env[DECRYPTED] = [...inherited, ...marked].join(',');
  } catch (error) {
    // Without the stack trace of an exception: what is wrong is the environment.
    if (!(error instanceof ConfigError)) throw error;
    const problems = error.errors.length === 0 ? [error] : error.errors;
    const lines = problems.map(({ message, code }) => `@kmscrypt/config/env: error: ${message} [${code}]\n`);
    process.stderr.write(lines.join(''));
    process.exit(1);
  }
}

/** KMSCRYPT_DEADLINE and KMSCRYPT_START_JITTER, in seconds. */
function optionsOf(env: NodeJS.ProcessEnv): { deadline?: number; startJitter?: number } {
  const deadline = secondsOf('KMSCRYPT_DEADLINE', env, 0.001);
  const startJitter = secondsOf('KMSCRYPT_START_JITTER', env, 0);
  return {
    ...(deadline === undefined ? {} : { deadline }),
    ...(startJitter === undefined ? {} : { startJitter }),
  };
}

function secondsOf(name: string, env: NodeJS.ProcessEnv, least: number): number | undefined {
  const written = env[name];
  if (written === undefined || written === '') return undefined;
  const seconds = Number(written);
  if (seconds >= least && seconds <= 1e6) return seconds * 1000;
  throw new ConfigError('INVALID_OPTION', `it is a number of seconds, from ${least} to 1,000,000`, {
    source: 'environment',
    path: name,
  });
}
