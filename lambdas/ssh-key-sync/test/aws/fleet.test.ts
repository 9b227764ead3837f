import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createFleet } from '../../src/aws/fleet.ts';
import { configSchema, type SyncConfig } from '../../src/config.ts';
import type { Fleet } from '../../src/ports.ts';
import { motoOfFile } from '../support/moto.ts';
import { type HostAccount, hostAccount } from '../support/store-fleet.ts';
import { awsProxy, type ProxyRequest } from '../support/store-proxy.ts';
import { ALWAYS, IMPATIENT, REGION, stubAws } from '../support/store-world.ts';

const moto = await motoOfFile();
const endpoint = moto?.endpoint ?? '';
afterAll(() => moto?.stop());
afterEach(() => {
  vi.unstubAllEnvs();
});

const ROLE = 'arn:aws:iam::222222222222:role/fleet';
const SHA256 = 'a'.repeat(64);

const config: SyncConfig = configSchema.parse({
  bucket: 'ssh-keys',
  behindAfter: 30,
  hosts: {
    own: { tags: { environment: 'own' }, login: ['dev'], document: 'ssh-keys' },
    dev: {
      role: ROLE,
      externalId: 'secret-of-ours',
      region: 'eu-west-1',
      tags: { environment: ['dev', 'test'], app: 'shop' },
      login: ['dev'],
      document: 'ssh-keys',
    },
    ops: {
      role: ROLE,
      externalId: 'secret-of-ours',
      region: 'eu-west-1',
      tags: { environment: 'ops' },
      login: ['dev'],
      document: 'ssh-keys',
    },
  },
});

function fleetAt(at: string, options: Partial<Parameters<typeof createFleet>[0]> = {}): Fleet {
  stubAws(at);
  return createFleet({ config, access: {}, retrying: IMPATIENT, ...options });
}

let own: HostAccount;
let other: HostAccount;
beforeAll(async () => {
  if (moto === undefined) return;
  own = await hostAccount(endpoint, { region: REGION });
  other = await hostAccount(endpoint, { role: ROLE, region: 'eu-west-1' });
  await other.document('ssh-keys');
  await own.document('ssh-keys');
});

const actions = (requests: readonly ProxyRequest[]): readonly string[] =>
  requests.map(({ body, headers }) => {
    const target = String(headers['x-amz-target'] ?? '').split('.');
    return new URLSearchParams(body).get('Action') ?? target.at(-1) ?? '';
  });

describe.skipIf(moto === undefined)('instances', () => {
  it('of the account, with the tags, that run', async () => {
    const [id = ''] = await own.run({ environment: 'own', Name: 'bastion' });
    const found = await fleetAt(endpoint).instances('own', ALWAYS);
    expect(found).toMatchObject([
      { id, arn: `arn:aws:ec2:${REGION}:123456789012:instance/${id}`, name: 'bastion' },
    ]);
    expect(Math.abs((found[0]?.launched ?? 0) - Date.now())).toBeLessThan(120_000);
  });

  it('of another account, by its role, with every tag and any of its values; all pages', async () => {
    const fit = await other.run(
      { environment: 'dev', app: 'shop' },
      { environment: 'test', app: 'shop' },
      ...Array.from({ length: 9 }, () => ({ environment: 'dev', app: 'shop' })),
    );
    await other.run({ environment: 'dev' }, { environment: 'prod', app: 'shop' }, { app: 'shop' });
    const [stopped = ''] = await other.run({ environment: 'dev', app: 'shop' });
    await other.stop(stopped);
    const proxy = await awsProxy(endpoint, ({ body }) => ({
      send: body.replace('MaxResults=1000', 'MaxResults=5'),
    }));
    const found = await fleetAt(proxy.endpoint).instances('dev', ALWAYS);
    expect(new Set(found.map(({ arn }) => arn))).toEqual(
      new Set(fit.map((id) => `arn:aws:ec2:eu-west-1:222222222222:instance/${id}`)),
    );
    expect(actions(proxy.requests)).toEqual(['AssumeRole', ...Array(3).fill('DescribeInstances')]);
    expect(new URLSearchParams(proxy.requests[0]?.body).get('ExternalId')).toBe('secret-of-ours');
  });

  it('none', async () => {
    expect(await fleetAt(endpoint).instances('ops', ALWAYS)).toEqual([]);
  });

  const page = (next: string): string =>
    `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet/>${next}</DescribeInstancesResponse>`;

  it.each<[name: string, next: string]>([
    ['empty', '<nextToken></nextToken>'],
    ['closed', '<nextToken/>'],
    ['not there', ''],
  ])('end with a token that is %s', async (_name, next) => {
    const proxy = await awsProxy(endpoint, () => ({ status: 200, body: page(next) }));
    expect(await fleetAt(proxy.endpoint).instances('own', ALWAYS)).toEqual([]);
    expect(proxy.requests).toHaveLength(1);
  });

  it('are not read for ever', async () => {
    const proxy = await awsProxy(endpoint, () => ({
      status: 200,
      body: page('<nextToken>again</nextToken>'),
    }));
    const instances = fleetAt(proxy.endpoint).instances('own', ALWAYS);
    await expect(instances).rejects.toMatchObject({ code: 'AWS_FAILED' });
    expect(proxy.requests.length).toBeLessThan(5);
  });

  it('are asked for by the values as they are', async () => {
    const proxy = await awsProxy(endpoint);
    const tags = { environment: String.raw`d*v?\ ` };
    const odd = configSchema.parse({
      bucket: 'keys',
      hosts: { odd: { tags, login: ['dev'], document: 'keys' } },
    });
    await fleetAt(proxy.endpoint, { config: odd }).instances('odd', ALWAYS);
    const sent = new URLSearchParams(proxy.requests[0]?.body);
    expect(sent.get('Filter.1.Value.1')).toBe(String.raw`d\*v\?\\ `);
  });

  const failure = (status: number, code: string) => ({
    status,
    body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`,
  });

  it.each<[code: string, error: string, status: number, attempts: number]>([
    ['ACCESS_DENIED', 'UnauthorizedOperation', 403, 1],
    ['CREDENTIALS_REFUSED', 'AuthFailure', 401, 1],
    ['THROTTLED', 'RequestLimitExceeded', 503, 8],
    ['AWS_FAILED', 'InternalError', 500, 5],
  ])('that fail: %s', async (code, error, status, attempts) => {
    const proxy = await awsProxy(endpoint, () => failure(status, error));
    const instances = fleetAt(proxy.endpoint).instances('own', ALWAYS);
    const told = expect.stringContaining('EC2 DescribeInstances with own');
    await expect(instances).rejects.toMatchObject({ code, message: told });
    expect(proxy.requests).toHaveLength(attempts);
  });

  it('are had after a failure that passes, an answer cut short too', async () => {
    const [id = ''] = await other.run({ environment: 'ops' });
    const proxy = await awsProxy(endpoint, ({ number }) => {
      if (number === 2) return failure(503, 'RequestLimitExceeded');
      return number === 3 ? 'cut' : 'pass';
    });
    const found = await fleetAt(proxy.endpoint).instances('ops', ALWAYS);
    expect(found.map((each) => each.id)).toEqual([id]);
  });
});

describe.skipIf(moto === undefined)('telling', () => {
  it('goes to the tags of the group, with names and numbers only', async () => {
    const proxy = await awsProxy(endpoint);
    const fleet = fleetAt(proxy.endpoint);
    const id = await fleet.tell({ hostGroup: 'dev', version: 42, sha256: SHA256 }, ALWAYS);
    const sent = await other.sent();
    expect(sent.find((each) => each.id === id)).toEqual({
      id,
      document: 'ssh-keys',
      targets: [
        { Key: 'tag:environment', Values: ['dev', 'test'] },
        { Key: 'tag:app', Values: ['shop'] },
      ],
      concurrency: '100%',
      errors: '100%',
      parameters: {
        Bucket: ['ssh-keys'],
        Region: [REGION],
        Group: ['dev'],
        Version: ['42'],
        Sha256: [SHA256],
        Every: ['10'],
      },
    });
    expect(JSON.parse(proxy.requests.at(-1)?.body ?? '{}')).toMatchObject({ TimeoutSeconds: 3600 });
    expect(await own.sent()).toEqual([]);
  });

  it('takes the role once for all', async () => {
    const proxy = await awsProxy(endpoint);
    const fleet = fleetAt(proxy.endpoint);
    for (const version of [1, 2, 3]) await fleet.tell({ hostGroup: 'dev', version, sha256: SHA256 }, ALWAYS);
    expect(actions(proxy.requests)).toEqual(['AssumeRole', ...Array(3).fill('SendCommand')]);
  });

  const command = { version: 1, sha256: SHA256 };
  const failure = (status: number, type: string) => ({ status, body: JSON.stringify({ __type: type }) });

  it.each<[code: string, error: string, status: number]>([
    ['INVALID_OPTION', 'InvalidDocument', 400],
    ['INVALID_OPTION', 'InvalidParameters', 400],
    ['ACCESS_DENIED', 'AccessDeniedException', 400],
    ['THROTTLED', 'ThrottlingException', 400],
    ['AWS_FAILED', 'InternalServerError', 500],
  ])('fails: %s of %s', async (code, error, status) => {
    const proxy = await awsProxy(endpoint, () => failure(status, error));
    const told = fleetAt(proxy.endpoint).tell({ hostGroup: 'own', ...command }, ALWAYS);
    await expect(told).rejects.toMatchObject({ code });
  });

  it('with a role that cannot be taken says so', async () => {
    const denied =
      '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>';
    const proxy = await awsProxy(endpoint, () => ({ status: 403, body: denied }));
    const told = fleetAt(proxy.endpoint).tell({ hostGroup: 'dev', ...command }, ALWAYS);
    await expect(told).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  });

  it.each<[name: string, hostGroup: string, code: string]>([
    ['of a group that is not in the config', 'none', 'INVALID_OPTION'],
    ['without a region', 'own', 'REGION_MISSING'],
  ])('%s fails', async (_name, hostGroup, code) => {
    const env = hostGroup === 'own' ? {} : undefined;
    const told = fleetAt(endpoint, { access: env === undefined ? {} : { env } }).tell(
      { hostGroup, ...command },
      ALWAYS,
    );
    await expect(told).rejects.toMatchObject({ code });
  });
});
