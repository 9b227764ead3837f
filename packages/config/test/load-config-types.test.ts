import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { type Config, loadConfig, type Secret, watchConfig } from '../src/index.ts';

const SOURCE = { db: { url: 'vault::db', port: 1 } };
const schema = z.object({ db: z.object({ url: z.string(), port: z.number() }) });

test('the type is what schema and options make of it, beside a resolver without types too', async () => {
  const config = await loadConfig(SOURCE, {
    schema,
    secrets: 'wrap',
    encrypted: ['db.url'],
    resolvers: { vault: { resolve: async (reference) => `secret of ${reference}` } },
  });
  expectTypeOf(config).toEqualTypeOf<{ db: { url: Secret<string>; port: number | Secret<number> } }>();
  expect(config.db.url.reveal()).toBe('secret of db');
});

test('with a schema alone it is what the schema tells, without one it is open', async () => {
  expectTypeOf(await loadConfig(SOURCE, { schema })).toEqualTypeOf<z.infer<typeof schema>>();
  expectTypeOf(await loadConfig(SOURCE)).toEqualTypeOf<Config>();
  using watcher = await watchConfig(SOURCE, { schema, ttl: 1_000 });
  expectTypeOf(watcher.current).toEqualTypeOf<z.infer<typeof schema>>();
  expect(watcher.current).toEqual(SOURCE);
});

test('where the form of secrets is known at run time only, the type is that of either', async () => {
  const secrets: 'plain' | 'wrap' = process.env['NODE_ENV'] === 'nowhere' ? 'plain' : 'wrap';
  const config = await loadConfig(SOURCE, {
    schema,
    secrets,
    encrypted: ['db.url'],
    resolvers: { vault: { resolve: () => 'x' } },
  });
  expectTypeOf(config.db.url).toEqualTypeOf<string | Secret<string>>();
  expect(String(config.db.url)).toBe('[redacted]');
});

test('paths are named as the command line names them, too', async () => {
  const loading = loadConfig({ services: [{ key: 'plain' }] }, { encrypted: ['services[*].key'] });
  await expect(loading).rejects.toMatchObject({ code: 'SECRET_IN_PLAINTEXT', path: 'services[0].key' });
});
