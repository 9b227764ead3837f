import { describe, expect, it } from 'vitest';
import { checkSource } from '../../src/sources/check-source.ts';
import { type ConfigSource, envSource, fileSource } from '../../src/sources/source.ts';

function untyped<T>(value: unknown): T {
  return value as T;
}

describe('checkSource', () => {
  it.each<[name: string, source: ConfigSource, says: string]>([
    ['a path', fileSource(untyped(7)), 'path is a text or a file: URL'],
    ['a URL', new URL('https://example.com/a.yaml'), 'path is a text or a file: URL'],
    ['a format', fileSource('a', untyped({ format: 'xml' })), 'format is one of json, yaml,'],
    ['optional', fileSource('a', untyped({ optional: 1 })), 'optional is true or false'],
    ['variables', envSource(untyped({ variables: ['a'] })), 'variables is an object'],
    ['a prefix', envSource({ prefix: '' }), 'prefix is a text that is not empty'],
    ['a separator', envSource(untyped({ prefix: 'A', separator: 1 })), 'separator is a text that is not'],
    ['env', envSource(untyped({ prefix: 'A', env: 'x' })), 'env is an object'],
    ['what is none', fileSource('a', untyped({ formt: 'json' })), 'there are: path, format, optional'],
  ])('says what is expected of %s', (_name, source, says) => {
    const told = expect.objectContaining({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(says) as unknown,
    }) as Error;
    expect(() => checkSource(source)).toThrow(told);
  });

  it.each<ConfigSource>([
    'a.yaml',
    { a: 1 },
    process.env,
    fileSource('a', { format: 'toml', optional: true }),
    envSource({ variables: { A: 'a' }, prefix: 'A', separator: '_', env: process.env }),
  ])('accepts %s', (source) => {
    expect(() => checkSource(source)).not.toThrow();
  });
});
