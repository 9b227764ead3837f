import { afterEach, expect, test } from 'vitest';
import { settingOf } from '../../account-settings/src/settings.ts';
import type { Setting } from '../../account-settings/src/setting.ts';
import { at, noPause } from './at.ts';
import { fakeAws, type Answered, type Asked, type FakeAws } from './fake-aws.ts';
import { ROLE } from './others.ts';

// Calls that moto does not have, or has without their failures.

let aws: FakeAws | undefined;
afterEach(async () => aws?.[Symbol.asyncDispose]());

async function settingAt(
  kind: string,
  answer: (asked: Asked) => Answered,
  pause: ReturnType<typeof noPause> = noPause(),
): Promise<Setting> {
  aws = await fakeAws(answer);
  const setting = await settingOf(kind, at(aws.endpoint), pause);
  if (setting === undefined) throw new Error(kind);
  return setting;
}

const asked = (): readonly string[] =>
  (aws?.asked ?? []).map(
    ({ method, path, operation }) => operation || `${method} ${path.replace(/\?.*$/, '')}`,
  );

/** Access Analyzer, two analyzers a page. */
function analyzers(names: string[]) {
  return ({ method, path, body }: Asked): Answered => {
    const { searchParams } = new URL(path, 'http://aws');
    if (method === 'GET') {
      const from = Number(searchParams.get('nextToken') ?? 0);
      const page = names
        .slice(from, from + 2)
        .map((name) => ({ name, arn: name, type: 'ACCOUNT', status: 'ACTIVE' }));
      const nextToken = names.length > from + 2 ? String(from + 2) : undefined;
      return { body: JSON.stringify({ analyzers: page, nextToken }) };
    }
    if (method === 'PUT') {
      const { analyzerName } = JSON.parse(body) as { analyzerName: string };
      names.push(analyzerName);
      return { body: JSON.stringify({ arn: analyzerName }) };
    }
    return { status: 400, error: 'ValidationException', body: '{}' };
  };
}

test('an analyzer is made where there is none, and again where it is gone', async () => {
  const names: string[] = [];
  const setting = await settingAt('Analyzer', analyzers(names));
  const held = await setting.create({ Name: 'ours' });
  expect([held, names]).toEqual([{ origin: 'kept', id: 'ours' }, ['ours']]);
  expect(await setting.update({ Name: 'renamed' }, held)).toEqual(held);
  names.pop();
  expect(await setting.update({ Name: 'ours' }, held)).toEqual(held);
  expect(names).toEqual(['ours']);
});

test.each([
  ['ours, on whichever page it stands', ['a', 'b', 'ours'], 'ours'],
  ["somebody else's", ['a', 'b', 'theirs'], 'a'],
])('an analyzer that is there is kept: %s', async (_, there, id) => {
  const names = [...there];
  const setting = await settingAt('Analyzer', analyzers(names));
  expect(await setting.create({ Name: 'ours' })).toEqual({ origin: 'kept', id });
  expect(await setting.update({ Name: 'ours' }, { origin: 'kept', id })).toEqual({ origin: 'kept', id });
  expect(names).toEqual(there);
});

const ZONE = { HostedZoneId: 'Z0STAGE', VpcId: 'vpc-0a', VpcRegion: 'eu-central-1' };

/** Route 53's authorizations of one zone; the first `busy` changes are refused. */
function authorizations(vpcs: Set<string>, busy = 0) {
  let refusals = busy;
  return ({ method, path, body }: Asked): Answered => {
    const id = /<VPCId>(.+)<\/VPCId>/.exec(body)?.[1] ?? '';
    if (method === 'GET') {
      const all = [...vpcs].map(
        (vpc) => `<VPC><VPCRegion>eu-central-1</VPCRegion><VPCId>${vpc}</VPCId></VPC>`,
      );
      return { body: `<R><HostedZoneId>Z0STAGE</HostedZoneId><VPCs>${all.join('')}</VPCs></R>` };
    }
    if (refusals > 0) {
      refusals -= 1;
      return failure('ConcurrentModification');
    }
    if (path.endsWith('/deauthorizevpcassociation'))
      return vpcs.delete(id) ? { body: '<R/>' } : failure('VPCAssociationAuthorizationNotFound');
    vpcs.add(id);
    return { body: `<R><HostedZoneId>Z0STAGE</HostedZoneId><VPC><VPCId>${id}</VPCId></VPC></R>` };
  };
}

function failure(code: string): Answered {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
  return { status: 400, body };
}

test('an authorization is made, kept, and taken back', async () => {
  const vpcs = new Set<string>();
  const setting = await settingAt('ZoneAuthorization', authorizations(vpcs));
  const held = await setting.create(ZONE);
  expect(held).toEqual({ origin: 'made', id: 'Z0STAGE/vpc-0a/eu-central-1' });
  expect([...vpcs]).toEqual(['vpc-0a']);
  expect(await setting.update(ZONE, held)).toEqual(held);
  const moved = await setting.update({ ...ZONE, VpcId: 'vpc-0b' }, held);
  expect(moved).toEqual({ origin: 'made', id: 'Z0STAGE/vpc-0b/eu-central-1' });
  await setting.remove?.(held.id);
  expect([...vpcs]).toEqual(['vpc-0b']);
  await setting.remove?.(held.id);
});

test('an authorization that is there is kept', async () => {
  const setting = await settingAt('ZoneAuthorization', authorizations(new Set(['vpc-0a'])));
  expect(await setting.create(ZONE)).toMatchObject({ origin: 'kept' });
});

test.each([
  ['two other changes', 2, [750, 1_500]],
  ['no other change', 0, []],
])('an authorization waits for %s', async (_, busy, waited) => {
  const pause = noPause();
  const setting = await settingAt('ZoneAuthorization', authorizations(new Set(), busy), pause);
  expect(await setting.create(ZONE)).toMatchObject({ origin: 'made' });
  expect(pause.waited).toEqual(waited);
});

test('an authorization does not wait for ever', async () => {
  const pause = noPause();
  const setting = await settingAt('ZoneAuthorization', authorizations(new Set(), 100), pause);
  await expect(setting.create(ZONE)).rejects.toMatchObject({ name: 'ConcurrentModification' });
  expect(pause.waited).toHaveLength(5);
});

/** AWS Config, which refuses the channel as often as there are refusals. */
function recorderWith(refusals: string[]) {
  let there = false;
  return ({ operation }: Asked): Answered => {
    if (operation === '') return { body: '<R/>' };
    if (operation === 'PutConfigurationRecorder') there = true;
    const error = operation === 'PutDeliveryChannel' ? refusals.shift() : undefined;
    if (error !== undefined) return { status: 400, error, body: '{}' };
    return { body: JSON.stringify(there ? { ConfigurationRecorders: [{ name: 'acme' }] } : {}) };
  };
}

const RECORDER = { Name: 'acme', BucketName: 'archive', RoleArn: ROLE };

test.each([
  ['a bucket that it may not write to', 'InsufficientDeliveryPolicyException', 6],
  ['a bucket that is not there', 'NoSuchBucketException', 1],
])('a recorder with %s is complete at the next attempt', async (_, error, attempts) => {
  const setting = await settingAt('ConfigRecorder', recorderWith(Array<string>(attempts).fill(error)));
  await expect(setting.create(RECORDER)).rejects.toMatchObject({ name: error });
  expect(asked().filter((each) => each === 'PutDeliveryChannel')).toHaveLength(attempts);
  expect(asked()).not.toContain('StartConfigurationRecorder');
  expect(await setting.create(RECORDER)).toEqual({ origin: 'kept', id: 'acme' });
  expect(asked().slice(-2)).toEqual(['PutDeliveryChannel', 'StartConfigurationRecorder']);
});
