import { once } from 'node:events';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { isSecret, type Secret } from '../src/secrets/secret.ts';
import { watchConfig, type WatchOptions } from '../src/watch-config.ts';
import type { ConfigWatcher } from '../src/watch/watcher.ts';

const watchers: ConfigWatcher<unknown>[] = [];
afterEach(() => {
  for (const watcher of watchers.splice(0)) watcher.close();
});

/** A broker whose secret rotates with each read. */
function rotating() {
  let reads = 0;
  return {
    rotating: {
      resolve: (name: string) => {
        reads += 1;
        return `${name}-number-${reads}`;
      },
    },
  };
}

const source = { db: { password: 'rotating::pass', user: 'app' } };

describe('watchConfig', () => {
  it('loads as loadConfig does, and tells what rotation has changed', async () => {
    const schema = z.object({ db: z.object({ password: z.string(), user: z.string() }) });
    const watcher = await watchConfig(source, { schema, resolvers: rotating(), ttl: 30 });
    watchers.push(watcher);
    expectTypeOf(watcher.current.db.password).toEqualTypeOf<string>();
    expect(watcher.current).toEqual({ db: { password: 'pass-number-1', user: 'app' } });
    expect(Object.isFrozen(watcher.current.db)).toBe(true);
    const [change] = (await once(watcher, 'change')) as unknown[];
    expect(change).toEqual({
      config: { db: { password: 'pass-number-2', user: 'app' } },
      previous: { db: { password: 'pass-number-1', user: 'app' } },
      paths: ['db.password'],
    });
  });

  it('compares what wrapped secrets hold', async () => {
    const schema = z.object({ db: z.object({ password: z.string(), user: z.string() }) });
    const watcher = await watchConfig(source, {
      schema,
      secrets: 'wrap',
      encrypted: ['db.password'],
      resolvers: rotating(),
    });
    watchers.push(watcher);
    expectTypeOf(watcher.current.db.password).toEqualTypeOf<Secret<string>>();
    expect(isSecret(watcher.current.db.password)).toBe(true);
    const changes: unknown[] = [];
    watcher.on('change', ({ paths }) => changes.push(paths));
    expect((await watcher.invalidate()).db.password.reveal()).toBe('pass-number-2');
    expect(changes).toEqual([['db.password']]);
    expect(watcher.current.db.password.reveal()).toBe('pass-number-2');
  });

  it('serves the last good config where a read fails', async () => {
    let isDown = false;
    const resolve = () => {
      if (isDown) throw new Error('down');
      return 'canary-up';
    };
    const watcher = await watchConfig({ a: 'broker::x' }, { resolvers: { broker: { resolve } } });
    watchers.push(watcher);
    isDown = true;
    await expect(watcher.invalidate()).rejects.toMatchObject({ code: 'RESOLVER_FAILED', path: 'a' });
    expect(watcher.current).toEqual({ a: 'canary-up' });
  });

  it('rejects as loadConfig does', async () => {
    await expect(watchConfig('does-not-exist.yaml')).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
    await expect(watchConfig({ a: 1 }, { schema: z.object({ a: z.string() }) })).rejects.toMatchObject({
      code: 'SCHEMA_REJECTED',
    });
  });

  it.each([{ ttl: 0 }, { ttlJitter: 2 }, { maxStale: 1 }, { tll: 5 }])('refuses %o', async (options) => {
    await expect(watchConfig({}, options)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('names its own options among those that there are', async () => {
    await expect(watchConfig({}, { tll: 5 } as WatchOptions)).rejects.toMatchObject({
      message: expect.stringMatching(/ttl, ttlJitter, maxStale/u) as unknown,
    });
  });

  it('ends its first read with the signal, and closes with it later', async () => {
    await expect(
      watchConfig(source, { resolvers: rotating(), signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({
      code: 'ABORTED',
    });
    const controller = new AbortController();
    const watcher = await watchConfig(source, { resolvers: rotating(), signal: controller.signal });
    controller.abort();
    await expect(watcher.invalidate()).rejects.toMatchObject({ code: 'CLOSED' });
    expect(watcher.current).toEqual({ db: { password: 'pass-number-1', user: 'app' } });
  });
});
