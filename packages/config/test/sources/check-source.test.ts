import { describe, expect, it } from 'vitest';
import { checkSource } from '../../src/sources/check-source.ts';
import { type ConfigSource, envSource, fileSource } from '../../src/sources/source.ts';

describe('checkSource', () => {
  it.each<[name: string, source: ConfigSource, says: string]>([
    ['a path', fileSource(7 as unknown as string), 'path is a text or a file: URL'],
    ['a URL', new URL('https://example.com/a.yaml'), 'path is a text or a file: URL'],
    ['a format', fileSource('a', { format: 'xml' as 'json' }), 'format is one of json, yaml,'],
    ['optional', fileSource('a', { optional: 1 as unknown as boolean }), 'optional is true or false'],
    [
      'variables',
      envSource({ variables: ['a'] as unknown as Record<string, string> }),
      'variables is an object',
    ],
    ['a prefix', envSource({ prefix: '' }), 'prefix is a text that is not empty'],
    [
      'a separator',
      envSource({ prefix: 'A', separator: 1 as unknown as string }),
      'separator is a text that is not',
    ],
    ['env', envSource({ prefix: 'A', env: 'x' as unknown as Record<string, string> }), 'env is an object'],
    ['what is none', fileSource('a', { formt: 'json' } as object), 'there are: path, format, optional'],
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
