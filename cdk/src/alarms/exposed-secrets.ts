import { formatPath } from '../config/path.ts';
import type { FanoutProblem } from './check-fanout.ts';

/** Keys of every kind of destination whose values are secrets. */
const ALWAYS: readonly string[] = ['token', 'routingKey', 'apiKey', 'secrets'];
/** Kinds whose URL alone lets anybody write. */
const SECRET_URL: ReadonlySet<unknown> = new Set(['slack-webhook', 'teams']);
/** Headers that let in whoever sends them. */
const SECRET_HEADER = /^authorization$|key$|token$|secret$/i;

const CLOSED = /^kmscrypt::[A-Za-z0-9+/:]+={0,2}$/;
const REFERENCE = /^(?:ssm::(?:\/|arn:)[^*]+|secretsmanager::.+)$/;

/** Secrets of destinations that are no token and no reference: the config is a file in the assembly, and in S3. */
export function exposedSecrets(fanout: Readonly<Record<string, unknown>>): readonly FanoutProblem[] {
  return Object.entries(mapOf(fanout['destinations'])).flatMap(([name, destination]) =>
    secretsOf(mapOf(destination))
      .filter(([, value]) => typeof value === 'string' && !CLOSED.test(value) && !REFERENCE.test(value))
      .map(([path]) => ({
        path: formatPath(['destinations', name, ...path]),
        message:
          'is neither a kmscrypt:: token nor a reference, and would stand readable in the assembly and in S3',
        isExposed: true,
      })),
  );
}

type Secret = readonly [path: readonly (string | number)[], value: unknown];

function secretsOf(destination: Readonly<Record<string, unknown>>): readonly Secret[] {
  const keys = SECRET_URL.has(destination['type']) ? [...ALWAYS, 'url'] : ALWAYS;
  const values = keys.flatMap((key): readonly Secret[] => {
    const value = destination[key];
    return Array.isArray(value) ? value.map((each, index) => [[key, index], each]) : [[[key], value]];
  });
  const headers = Object.entries(mapOf(destination['headers'])).filter(([key]) => SECRET_HEADER.test(key));
  return [...values, ...headers.map(([key, value]): Secret => [['headers', key], value])];
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
