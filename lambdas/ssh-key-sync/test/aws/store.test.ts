import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { motoOfFile } from '../support/moto.ts';
import { awsProxy } from '../support/store-proxy.ts';
import { arnOf, reportText } from '../support/store-reports.ts';
import { ALWAYS, stateOf, type StoreWorld, storeWorld } from '../support/store-world.ts';

const moto = await motoOfFile();
const endpoint = moto?.endpoint ?? '';
afterAll(() => moto?.stop());

let world: StoreWorld;
beforeEach(async () => {
  if (moto !== undefined) world = await storeWorld(endpoint);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const failure = (status: number, code: string) => ({
  status,
  body: `<Error><Code>${code}</Code><Message>no</Message></Error>`,
});
const isState = ({ path }: { readonly path: string }): boolean => path.includes('/state.json');

describe.skipIf(moto === undefined)('the state', () => {
  it('is not there at first, and is what was saved', async () => {
    const store = world.storeAt(endpoint);
    expect(await store.load(ALWAYS)).toBeUndefined();
    const state = stateOf();
    const saved = await store.save(state, undefined, ALWAYS);
    expect(await store.load(ALWAYS)).toEqual(saved);
    const next = { ...state, nextUid: 20_001 };
    const over = await store.save(next, saved, ALWAYS);
    expect(over?.tag).not.toBe(saved?.tag);
    expect(await store.load(ALWAYS)).toEqual({ state: next, tag: over?.tag });
  });

  it('of ten megabytes', async () => {
    const store = world.storeAt(endpoint);
    const key = { seen: 1, body: `ssh-rsa ${'A'.repeat(700)}` };
    const { users } = stateOf();
    const many = Array.from({ length: 13_000 }, (_, at) => [`APKA${at}`, key] as const);
    const state = stateOf({
      users: Object.fromEntries(
        Object.entries(users).map(([id, user]) => [id, { ...user, keys: Object.fromEntries(many) }]),
      ),
    });
    expect(JSON.stringify(state).length).toBeGreaterThan(9_000_000);
    await store.save(state, undefined, ALWAYS);
    expect((await store.load(ALWAYS))?.state).toEqual(state);
  });

  // One after another: S3 compares and writes in one step, moto in two, so that two at once may both pass.
  it('is written by one of many that have read the same', async () => {
    const store = world.storeAt(endpoint);
    const first = await store.save(stateOf(), undefined, ALWAYS);
    for (const over of [undefined, first]) {
      const written: unknown[] = [];
      for (let at = 0; at < 8; at++) {
        const saved = await store.save(stateOf({ nextUid: 30_000 + at }), over, ALWAYS);
        if (saved !== undefined) written.push(saved);
      }
      expect(written).toHaveLength(over === undefined ? 0 : 1);
    }
  });

  it.each<[name: string, status: number, code: string]>([
    ['412', 412, 'PreconditionFailed'],
    ['409', 409, 'ConditionalRequestConflict'],
    ['deleted meanwhile', 404, 'NoSuchKey'],
  ])('is not written over another one: %s', async (_name, status, code) => {
    const proxy = await awsProxy(endpoint, ({ method }) =>
      method === 'PUT' ? failure(status, code) : 'pass',
    );
    const store = world.storeAt(proxy.endpoint);
    const over = { state: stateOf(), tag: '"x"' };
    expect(await store.save(stateOf(), over, ALWAYS)).toBeUndefined();
    expect(proxy.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('is known to be written where the answer was lost', async () => {
    const proxy = await awsProxy(endpoint, ({ number }) => (number === 1 ? 'lose' : 'pass'));
    const saved = await world.storeAt(proxy.endpoint).save(stateOf(), undefined, ALWAYS);
    expect(proxy.requests.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'HEAD']);
    expect(await world.storeAt(endpoint).load(ALWAYS)).toEqual(saved);
  });

  it('is read again where its answer ends early', async () => {
    const saved = await world.storeAt(endpoint).save(stateOf(), undefined, ALWAYS);
    const proxy = await awsProxy(endpoint, ({ number }) => (number === 1 ? 'cut' : 'pass'));
    expect(await world.storeAt(proxy.endpoint).load(ALWAYS)).toEqual(saved);
    expect(proxy.requests).toHaveLength(2);
  });

  it('that is lost is not begun anew', async () => {
    const store = world.storeAt(endpoint);
    await store.save(stateOf(), undefined, ALWAYS);
    await store.publish({ hostGroup: 'dev', version: 1, text: 'one' }, ALWAYS);
    await world.remove('state.json');
    const cure = expect.stringContaining('restore the last version of state.json');
    await expect(store.load(ALWAYS)).rejects.toMatchObject({ code: 'STATE_LOST', message: cure });
  });

  it('that another run begins meanwhile is not lost', async () => {
    const other = await world.otherStore();
    const proxy = await awsProxy(endpoint, async ({ path }): Promise<'pass'> => {
      if (!path.includes('list-type=2')) return 'pass';
      await other.save(stateOf(), undefined, ALWAYS);
      await other.publish({ hostGroup: 'dev', version: 1, text: 'one' }, ALWAYS);
      return 'pass';
    });
    expect((await world.storeAt(proxy.endpoint).load(ALWAYS))?.state).toEqual(stateOf());
  });

  it.each<[name: string, status: number, error: string, code: string]>([
    ['that is not allowed to be seen', 403, 'AccessDenied', 'ACCESS_DENIED'],
    ['in a bucket that is not there', 404, 'NoSuchBucket', 'INVALID_OPTION'],
    ['behind a failure', 500, 'InternalError', 'AWS_FAILED'],
    ['behind a throttle', 503, 'SlowDown', 'THROTTLED'],
  ])('%s is not taken for none', async (_name, status, error, code) => {
    const proxy = await awsProxy(endpoint, (asked) => (isState(asked) ? failure(status, error) : 'pass'));
    await expect(world.storeAt(proxy.endpoint).load(ALWAYS)).rejects.toMatchObject({ code });
  });

  it.each<[name: string, text: string, told: string]>([
    ['nothing', '', 'is not JSON'],
    ['half of one', JSON.stringify(stateOf()).slice(0, 200), 'is not JSON'],
    ['another format', JSON.stringify({ ...stateOf(), format: 2 }), 'of format 2: deploy'],
    ['no format', '{}', 'format'],
    ['a list', '[]', 'the whole'],
    ['a number that is a text', JSON.stringify({ ...stateOf(), nextUid: '20000' }), 'nextUid'],
    ['a number that is none', JSON.stringify({ ...stateOf(), nextUid: 1.5 }), 'nextUid'],
    ['a user without keys', '{"format":1,"users":{"AIDAX":{"groups":{}}}}', 'users.AIDAX'],
  ])('that is broken is refused: %s', async (_name, text, told) => {
    await world.put('state.json', text);
    await expect(world.storeAt(endpoint).load(ALWAYS)).rejects.toMatchObject({
      code: 'STATE_INVALID',
      message: expect.stringContaining(told),
    });
  });

  it('keeps what a later release has added', async () => {
    const later = { ...stateOf(), read: { started: 1, complete: 0, why: 'asked' } };
    await world.put('state.json', JSON.stringify(later));
    expect((await world.storeAt(endpoint).load(ALWAYS))?.state).toEqual(later);
  });
});

describe.skipIf(moto === undefined)('manifests', () => {
  const manifestOf = (version: number) => ({ hostGroup: 'dev', version, text: `version ${version}\n` });

  it.each<[name: string, versions: readonly number[], results: readonly unknown[], last: number]>([
    ['one after the other', [1, 2, 5], ['put', 'put', 'put'], 5],
    ['again', [1, 1], ['put', 'put'], 1],
    ['an older one', [7, 6], ['put', { superseded: 7 }], 7],
    ['by number, not by text', [9, 10], ['put', 'put'], 10],
  ])('%s', async (_name, versions, results, last) => {
    const store = world.storeAt(endpoint);
    const done: unknown[] = [];
    for (const version of versions) done.push(await store.publish(manifestOf(version), ALWAYS));
    expect(done).toEqual(results);
    expect(await world.head('manifests/dev/current')).toMatchObject({
      type: 'text/plain',
      metadata: { version: String(last) },
    });
  });

  it('of the same version that say something else', async () => {
    const store = world.storeAt(endpoint);
    await store.publish(manifestOf(1), ALWAYS);
    expect(await store.publish({ ...manifestOf(1), text: 'other' }, ALWAYS)).toEqual({ superseded: 1 });
  });

  it('in any order: the last version stays', async () => {
    const store = world.storeAt(endpoint);
    const done: unknown[] = [];
    for (const version of [3, 8, 1, 6, 2, 7, 5, 4]) {
      done.push(await store.publish(manifestOf(version), ALWAYS));
    }
    const superseded = { superseded: 8 };
    expect(done).toEqual(['put', 'put', ...Array.from({ length: 6 }, () => superseded)]);
    expect((await world.head('manifests/dev/current')).metadata['version']).toBe('8');
  });

  it('that others put between looking and writing', async () => {
    const other = await world.otherStore();
    const proxy = await awsProxy(endpoint, async ({ method, number }): Promise<'pass'> => {
      if (method === 'PUT' && number === 2) await other.publish(manifestOf(9), ALWAYS);
      return 'pass';
    });
    expect(await world.storeAt(proxy.endpoint).publish(manifestOf(8), ALWAYS)).toMatchObject({
      superseded: expect.any(Number),
    });
    expect((await world.head('manifests/dev/current')).metadata['version']).toBe('9');
  });

  it('whose answer was lost are put', async () => {
    const proxy = await awsProxy(endpoint, ({ number }) => (number === 2 ? 'lose' : 'pass'));
    expect(await world.storeAt(proxy.endpoint).publish(manifestOf(1), ALWAYS)).toBe('put');
  });

  it('are not written blindly where looking is not allowed', async () => {
    const denied = { status: 403, body: '' };
    const proxy = await awsProxy(endpoint, ({ method }) => (method === 'HEAD' ? denied : 'pass'));
    const put = world.storeAt(proxy.endpoint).publish(manifestOf(1), ALWAYS);
    await expect(put).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(proxy.requests.map(({ method }) => method)).toEqual(['HEAD']);
  });

  it('that no version stands with give way', async () => {
    await world.put('manifests/dev/current', 'by hand');
    expect(await world.storeAt(endpoint).publish(manifestOf(1), ALWAYS)).toBe('put');
  });
});

describe.skipIf(moto === undefined)('reports', () => {
  interface Warned {
    readonly message: string;
    readonly details: Readonly<Record<string, unknown>>;
  }
  const withLog = () => {
    const warned: Warned[] = [];
    const logger = {
      warn: (message: string, details: Warned['details']) => void warned.push({ message, details }),
    };
    return { warned, logger };
  };
  const report = (number: number, text = reportText()) => world.put(`status/${arnOf(number)}`, text);

  it('of all pages, and then only what is new', async () => {
    for (let number = 1; number <= 7; number += 1) await report(number);
    const proxy = await awsProxy(endpoint, ({ path }) => ({
      path: path.replace('max-keys=1000', 'max-keys=3'),
    }));
    const store = world.storeAt(proxy.endpoint);
    const known = await store.reports({}, ALWAYS);
    expect(Object.keys(known)).toEqual([1, 2, 3, 4, 5, 6, 7].map(arnOf));
    expect(proxy.requests).toHaveLength(3 + 7);
    await report(5, reportText({ version: '43' }));
    const news = await store.reports(known, ALWAYS);
    expect(Object.entries(news).map(([arn, { version }]) => [arn, version])).toEqual([[arnOf(5), 43]]);
    expect(proxy.requests).toHaveLength(3 + 7 + 3 + 1);
  });

  it('with the times of S3, whatever the clock of the host says', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    await report(1, reportText({ at: '1000600', applied: '1000000' }));
    await report(2, reportText({ at: '1000600', applied: '0', version: '0' }));
    await report(3, reportText({ at: '1000600', applied: '9999999' }));
    const all = await world.storeAt(endpoint).reports({}, ALWAYS);
    const [one, two, three] = [all[arnOf(1)], all[arnOf(2)], all[arnOf(3)]];
    expect(one?.at).toBeGreaterThanOrEqual(before);
    expect(one?.at).toBeLessThan(before + 60_000);
    expect((one?.at ?? 0) - (one?.applied ?? 0)).toBe(600_000);
    expect(two?.applied).toBe(0);
    expect(three?.applied).toBe(three?.at);
  });

  it.each<[name: string, key: string, text: string, reason: string]>([
    ['longer than may be', `status/${arnOf(9)}`, 'x'.repeat(16_385), 'longer than 16384 bytes'],
    ['no report', `status/${arnOf(9)}`, 'hello', 'first line'],
    ['nothing', `status/${arnOf(9)}`, '', 'empty'],
    ['of nobody', 'status/..\u0001/dev', reportText(), 'not the ARN'],
    ['of a bucket', 'status/arn:aws:s3:::x', reportText(), 'not the ARN'],
  ])('that cannot be read are left out: %s', async (_name, key, text, reason) => {
    await report(1);
    await world.put(key, text);
    const { warned, logger } = withLog();
    const refused: string[] = [];
    const onRefused = ({ arn }: { readonly arn: string }): void => void refused.push(arn);
    const all = await world.storeAt(endpoint, { logger }).reports({}, ALWAYS, onRefused);
    expect(Object.keys(all)).toEqual([arnOf(1)]);
    expect(refused).toEqual(reason === 'not the ARN' ? [] : [arnOf(9)]);
    expect(warned).toMatchObject([
      { details: { count: 1, reports: [{ reason: expect.stringContaining(reason) }] } },
    ]);
    expect(JSON.stringify(warned)).not.toMatch(/\\u00|hello|xxx/);
  });

  it('of one host that cannot be had stop no other', async () => {
    await report(1);
    await report(2);
    const { warned, logger } = withLog();
    const proxy = await awsProxy(endpoint, ({ path }) =>
      path.includes(encodeURIComponent(arnOf(1)).slice(-17)) ? failure(500, 'InternalError') : 'pass',
    );
    const all = await world.storeAt(proxy.endpoint, { logger }).reports({}, ALWAYS);
    expect(Object.keys(all)).toEqual([arnOf(2)]);
    expect(warned).toHaveLength(1);
  });

  it('that grow while they are looked for are left out', async () => {
    await report(1);
    const { warned, logger } = withLog();
    const proxy = await awsProxy(endpoint, async ({ number }): Promise<'pass'> => {
      if (number === 2) await report(1, reportText({ problem: 'x'.repeat(17_000) }));
      return 'pass';
    });
    expect(await world.storeAt(proxy.endpoint, { logger }).reports({}, ALWAYS)).toEqual({});
    expect(warned).toMatchObject([{ details: { reports: [{ reason: 'it is longer than 16384 bytes' }] } }]);
  });

  it('that are a day old are of hosts that are gone', async () => {
    await report(1);
    const tomorrow = Date.now() + 86_400_000 + 60_000;
    expect(await world.storeAt(endpoint, { now: () => tomorrow }).reports({}, ALWAYS)).toEqual({});
  });

  it('fail where they cannot be listed', async () => {
    const proxy = await awsProxy(endpoint, () => failure(403, 'AccessDenied'));
    const reports = world.storeAt(proxy.endpoint).reports({}, ALWAYS);
    await expect(reports).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  });

  it('end with the signal', async () => {
    await report(1);
    const ending = new AbortController();
    const proxy = await awsProxy(endpoint, ({ number }) => {
      if (number === 2) ending.abort();
      return 'pass';
    });
    const reports = world.storeAt(proxy.endpoint).reports({}, ending.signal);
    await expect(reports).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
