import { expect, it } from 'vitest';
import type { ResolveOptions } from '../src/options.ts';
import { resolveTexts } from '../src/text.ts';
import { resolveVariables } from '../src/variables.ts';

const WRONG: readonly (readonly [name: string, options: unknown])[] = [
  ['an option that is none', { deadlin: 1 }],
  ['a deadline that is none', { deadline: Number.NaN }],
  ['a start jitter that is none', { startJitter: -1 }],
  ['a concurrency of 0', { concurrency: 0 }],
  ['a scheme of kmscrypt', { resolvers: { ssm: { resolve: () => 'x' } } }],
];

it.each(WRONG)('resolveVariables and resolveTexts refuse %s', async (_name, options) => {
  const refused = { code: 'INVALID_OPTION' };
  const given = options as ResolveOptions;
  const variables = [{ source: 'environment', variables: { A: 'x' } }];
  await expect(resolveVariables(variables, given)).rejects.toMatchObject(refused);
  const texts = [{ source: 'a.json', format: 'json', text: '{}' }] as const;
  await expect(resolveTexts(texts, given)).rejects.toMatchObject(refused);
});

it('tells all tokens of one text that cannot be opened, each once', async () => {
  const text = 'kmscrypt::AB== kmscrypt::AC== kmscrypt::AB==';
  const failed = resolveVariables([{ source: 'environment', variables: { A: text, B: 'kmscrypt::AD==' } }]);
  await expect(failed).rejects.toMatchObject({
    code: 'SEVERAL',
    errors: ['A', 'A', 'B'].map((path) => ({ code: 'INVALID_TOKEN', path })),
  });
});
