import { ConfigError, redact } from '@kmscrypt/config';

export type Level = 'info' | 'warn' | 'error';

/** Writes one line of JSON to stdout, without any secret that the config has: a library's message might quote one. */
export function log(level: Level, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
  const line = { time: new Date().toISOString(), level, message, ...fields };
  process.stdout.write(`${redact(JSON.stringify(line))}\n`);
}

/** What an error says, for a log line. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** The codes of all that is wrong with a config. */
export function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof ConfigError)) return [];
  return error.errors.length === 0 ? [error.code] : error.errors.flatMap(codesOf);
}
