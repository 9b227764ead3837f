import { VALUE_FORMATS } from '@kmscrypt/core/documents';
import { ConfigError } from '../error.ts';
import { isPlain } from '../tree/tree-of.ts';
import { type ConfigSource, isEnvSource, isFileSource } from './source.ts';

/** By name, what a part of a source has to be, and whether a value is that. */
type Checks = Readonly<Record<string, readonly [expected: string, isIt: (value: unknown) => boolean]>>;

const TEXT = 'a text that is not empty';

const FILE: Checks = {
  path: [
    'a text or a file: URL',
    (value) => typeof value === 'string' || (value instanceof URL && value.protocol === 'file:'),
  ],
  format: [
    `one of ${VALUE_FORMATS.join(', ')}`,
    (value) => value === undefined || VALUE_FORMATS.some((format) => format === value),
  ],
  optional: ['true or false', (value) => value === undefined || typeof value === 'boolean'],
};
const ENV: Checks = {
  variables: [
    "an object from variable to path, such as { DB_PASSWORD: 'db.password' }",
    (value) => value === undefined || isTexts(value),
  ],
  prefix: [TEXT, (value) => value === undefined || isText(value)],
  separator: [TEXT, (value) => value === undefined || isText(value)],
  env: ['an object of texts, such as process.env', (value) => value === undefined || isPlain(value)],
};

/**
 * Checks a source of a caller who has no types.
 *
 * @throws ConfigError `INVALID_OPTION`
 */
export function checkSource(source: ConfigSource): void {
  if (typeof source === 'string') return;
  if (source instanceof URL) return check(FILE, { path: source }, 'a source');
  if (typeof source !== 'object' || source === null) throw notASource();
  if (isFileSource(source)) return check(FILE, source, 'fileSource(…)');
  if (!isEnvSource(source)) {
    if (isPlain(source)) return;
    throw notASource();
  }
  check(ENV, source, 'envSource(…)');
  if (source.variables === undefined && source.prefix === undefined) {
    throw invalid('envSource(…) has neither variables nor prefix; with one of them it says what to take');
  }
}

function check(checks: Checks, source: object, called: string): void {
  for (const [name, value] of Object.entries(source)) {
    const [expected, isIt] = (Object.hasOwn(checks, name) ? checks[name] : undefined) ?? [];
    if (isIt === undefined) {
      throw invalid(`${called} has no option ${name}; there are: ${Object.keys(checks).join(', ')}`);
    }
    if (!isIt(value)) throw invalid(`of ${called}, ${name} is ${expected}`);
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): boolean {
  return isPlain(value) && Object.values(value).every(isText);
}

function notASource(): ConfigError {
  return invalid(
    'a source is the path of a file, an object, process.env, fileSource(…) or envSource(…), or a list of them',
  );
}

function invalid(reason: string): ConfigError {
  return new ConfigError('INVALID_OPTION', reason);
}
