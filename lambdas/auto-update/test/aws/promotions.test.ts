import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPromotions } from '../../src/aws/promotions.ts';
import { disturbed, promoted } from '../../src/promotion.ts';
import type { Promoted, PromotionRecord } from '../../src/release.ts';
import { awsEnv } from '../support/aws-env.ts';
import { motoOfFile } from '../support/moto.ts';
import { type ProxyFault, type ProxyOptions, tableProxy } from '../support/store-proxy.ts';
import { ALWAYS, retrying, START, storeWorld } from '../support/store-world.ts';

const SHARED = '222222222222';
const ROLE = `arn:aws:iam::${SHARED}:role/promotions`;
const NAME = 'promotions';

const moto = await motoOfFile();
const behind = moto?.endpoint ?? '';

let client: DynamoDBClient | undefined;

beforeAll(async () => {
  if (moto === undefined) return;
  await storeWorld(behind).create(NAME);
  client = new DynamoDBClient({ endpoint: behind, region: 'eu-west-1', credentials: await sharedKeys() });
  await storeWorld(behind, client).create(NAME);
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => moto?.stop());

/** Of the account that the role is in: moto keeps accounts apart, and checks nothing. */
async function sharedKeys() {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: ROLE,
    RoleSessionName: 'test',
  });
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20261122/eu-west-1/sts/aws4_request';
  const answer = await (await fetch(behind, { method: 'POST', body, headers: { authorization } })).text();
  const part = (name: string): string => new RegExp(`<${name}>([^<]+)`, 'u').exec(answer)?.[1] ?? '';
  return {
    accessKeyId: part('AccessKeyId'),
    secretAccessKey: part('SecretAccessKey'),
    sessionToken: part('SessionToken'),
  };
}

interface OpenOptions extends Pick<ProxyOptions, 'faultOf'> {
  readonly environment?: string;
  readonly isShared?: boolean;
}

/** What asks, with what it asks for after it has found its endpoint. */
async function open({ faultOf = () => 'pass', environment = 'dev', isShared = false }: OpenOptions = {}) {
  let isOpen = false;
  const proxy = await tableProxy(behind, {
    faultOf: (request) => (isOpen ? faultOf(request) : 'pass'),
    time: () => START,
  });
  for (const [name, value] of Object.entries(awsEnv(proxy.endpoint))) vi.stubEnv(name, value);
  const shared = { role: ROLE, externalId: 'ours', region: 'eu-west-1' };
  const promotions = createPromotions({
    promotion: { table: NAME, ...(isShared ? shared : {}) },
    environment,
    access: {},
    region: 'us-east-1',
    retrying,
  });
  await promotions.read('dev', 'nothing', ALWAYS);
  const opening = proxy.requests.splice(0);
  isOpen = true;
  return { promotions, opening, requests: proxy.requests };
}

let fleets = 0;
const newFleet = (): string => `web-${++fleets}`;
const news = (id: string, at = 1): Promoted => ({ release: { id, pins: {} }, at });

describe.skipIf(moto === undefined)('promotions', () => {
  it('are what an environment has said of a fleet', async () => {
    const fleet = newFleet();
    const [dev, stage] = [await open(), await open({ environment: 'stage' })];
    expect(await stage.promotions.read('dev', fleet, ALWAYS)).toBeUndefined();
    await dev.promotions.write(fleet, (record) => promoted(record, news('web-1')), ALWAYS);
    await dev.promotions.write(fleet, (record) => disturbed(record, 5), ALWAYS);
    const record = { environment: 'dev', fleet, releases: [news('web-1')], disturbed: 5 };
    expect(await stage.promotions.read('dev', fleet, ALWAYS)).toEqual(record);
    expect(await stage.promotions.read('stage', fleet, ALWAYS)).toBeUndefined();
    expect(await stage.promotions.read('dev', `${fleet}x`, ALWAYS)).toBeUndefined();
  });

  it('are read and written with a role of another account, and its external id', async () => {
    const fleet = newFleet();
    const shared = await open({ isShared: true });
    const sts = shared.opening.find(({ operation }) => operation === 'AssumeRole');
    expect(new URLSearchParams(sts?.body).get('ExternalId')).toBe('ours');
    expect(new URLSearchParams(sts?.body).get('RoleArn')).toBe(ROLE);
    await shared.promotions.write(fleet, (record) => promoted(record, news('web-1')), ALWAYS);
    expect(await shared.promotions.read('dev', fleet, ALWAYS)).toMatchObject({ releases: [news('web-1')] });
    expect(await (await open()).promotions.read('dev', fleet, ALWAYS)).toBeUndefined();
  });

  it('of two writers at once are both kept', async () => {
    const fleet = newFleet();
    const other = await open();
    let written = 0;
    const one = await open({
      faultOf: async ({ operation }): Promise<'pass'> => {
        if (operation === 'PutItem' && written++ < 2)
          await other.promotions.write(fleet, (record) => promoted(record, news(`other-${written}`)), ALWAYS);
        return 'pass';
      },
    });
    await one.promotions.write(fleet, (record) => promoted(record, news('mine')), ALWAYS);
    const { releases = [] } = (await other.promotions.read('dev', fleet, ALWAYS)) ?? {};
    expect(releases.map(({ release }) => release.id).toSorted()).toEqual(['mine', 'other-1', 'other-2']);
  });

  it('that change nothing are not written', async () => {
    const fleet = newFleet();
    const { promotions, requests } = await open();
    await promotions.write(fleet, (record) => record, ALWAYS);
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem']);
  });

  it('are read consistently, and written by conditions', async () => {
    const { promotions, requests } = await open();
    await promotions.write(newFleet(), (record) => disturbed(record, 5), ALWAYS);
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'PutItem']);
    expect(requests[0]?.body).toContain('"ConsistentRead":true');
    expect(requests[1]?.body).toContain('attribute_not_exists');
  });

  it.each<[name: string, fault: ProxyFault]>([
    ['whose answer is lost', 'lose'],
    ['that reaches nobody', 'refuse'],
    ['that is throttled', { status: 400, type: 'ThrottlingException' }],
    ['that fails inside', { status: 500, type: 'InternalServerError' }],
  ])('a call %s is made again, whichever it is', async (_name, fault) => {
    const fleet = newFleet();
    const { promotions } = await open({ faultOf: ({ number }) => (number % 2 === 1 ? fault : 'pass') });
    await promotions.write(fleet, (record) => promoted(record, news('web-1')), ALWAYS);
    const count = (record: PromotionRecord): PromotionRecord => ({
      ...record,
      disturbed: (record.disturbed ?? 0) + 1,
    });
    await promotions.write(fleet, count, ALWAYS);
    await promotions.write(fleet, count, ALWAYS);
    const record = await promotions.read('dev', fleet, ALWAYS);
    expect(record).toMatchObject({ releases: [news('web-1')], disturbed: 2 });
  });

  it('that are not allowed fail', async () => {
    const { promotions, requests } = await open({
      faultOf: () => ({ status: 400, type: 'AccessDeniedException' }),
    });
    const read = promotions.read('dev', 'web', ALWAYS);
    await expect(read).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(requests).toHaveLength(1);
  });

  it.each<[name: string, format: string, value: string, told: string]>([
    ['a later format', '2', '{"environment":"dev","releases":[]}', 'of format 2'],
    ['something else', '1', '{"environment":"dev"}', 'not what we write'],
    ['no JSON', '1', 'hello', 'not what we write'],
  ])('of a broken record are refused, and not written over: %s', async (_name, format, value, told) => {
    const fleet = newFleet();
    const { promotions, requests } = await open({ isShared: true });
    const key = { pk: { S: 'environment#dev' }, sk: { S: `fleet#${fleet}` } };
    const Item = { ...key, format: { N: format }, value: { S: value }, version: { N: '1' } };
    await client?.send(new PutItemCommand({ TableName: NAME, Item }));
    const refused = { code: 'STATE_INVALID', message: expect.stringContaining(told) };
    await expect(promotions.read('dev', fleet, ALWAYS)).rejects.toMatchObject(refused);
    const written = promotions.write(fleet, (record) => disturbed(record, 5), ALWAYS);
    await expect(written).rejects.toMatchObject(refused);
    expect(requests.map(({ operation }) => operation)).not.toContain('PutItem');
  });
});
