// `node --import @kmscrypt/config/env app.js`: process.env is decrypted before the app's first line.
import { ConfigError } from './error.ts';
import { rememberSecrets } from './secrets/redact.ts';
import { resolveVariables } from './variables.ts';

try {
  const before = { ...process.env };
  const given = Object.entries(before).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]));
  const resolved = await resolveVariables(
    [{ source: 'environment', variables: Object.fromEntries(given) }],
    optionsOf(before),
  );
  for (const [name, text] of Object.entries(resolved)) {
    if (before[name] === text) continue;
    rememberSecrets([text]);
    process.env[name] = text;
  }
} catch (error) {
  // Without the stack trace of an exception: what is wrong is the environment.
  if (!(error instanceof ConfigError)) throw error;
  const problems = error.errors.length === 0 ? [error] : error.errors;
  const lines = problems.map(({ message, code }) => `@kmscrypt/config/env: error: ${message} [${code}]\n`);
  process.stderr.write(lines.join(''));
  process.exit(1);
}

/** KMSCRYPT_DEADLINE and KMSCRYPT_START_JITTER, in seconds. */
function optionsOf(env: NodeJS.ProcessEnv): { deadline?: number; startJitter?: number } {
  const deadline = secondsOf('KMSCRYPT_DEADLINE', env);
  const startJitter = secondsOf('KMSCRYPT_START_JITTER', env);
  return {
    ...(deadline === undefined ? {} : { deadline }),
    ...(startJitter === undefined ? {} : { startJitter }),
  };
}

function secondsOf(name: string, env: NodeJS.ProcessEnv): number | undefined {
  const written = env[name];
  if (written === undefined || written === '') return undefined;
  const seconds = Number(written);
  if (seconds > 0 && seconds < 1e6) return seconds * 1000;
  throw new ConfigError('INVALID_OPTION', 'it is a number of seconds, more than 0', {
    source: 'environment',
    path: name,
  });
}
