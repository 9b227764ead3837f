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
    const { pathname, searchParams } = new URL(path, 'http://aws');
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
    const name = pathname.split('/').at(-1) ?? '';
    if (!names.includes(name)) return { status: 404, error: 'ResourceNotFoundException', body: '{}' };
    names.splice(names.indexOf(name), 1);
    return { body: '{}' };
  };
}

test('an analyzer is made where there is none, and goes', async () => {
  const names: string[] = [];
  const setting = await settingAt('Analyzer', analyzers(names));
  const held = await setting.create({ Name: 'ours' });
  expect([held, names]).toEqual([{ origin: 'made', id: 'ours' }, ['ours']]);
  expect(await setting.update({ Name: 'renamed' }, held)).toEqual(held);
  await setting.remove('ours');
  expect(names).toEqual([]);
  await setting.remove('ours');
  expect(await setting.update({ Name: 'ours' }, held)).toEqual(held);
  expect(names).toEqual(['ours']);
});

test('an analyzer that is there is adopted, on whichever page it stands', async () => {
  const names = ['a', 'b', 'theirs'];
  const setting = await settingAt('Analyzer', analyzers(names));
  expect(await setting.create({ Name: 'ours' })).toEqual({ origin: 'adopted', id: 'a' });
  const held = { origin: 'adopted', id: 'theirs' } as const;
  expect(await setting.update({ Name: 'ours' }, held)).toEqual(held);
  expect(names).toEqual(['a', 'b', 'theirs']);
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
  await setting.remove(held.id);
  expect([...vpcs]).toEqual(['vpc-0b']);
  await setting.remove(held.id);
});

test('an authorization that is there is adopted', async () => {
  const setting = await settingAt('ZoneAuthorization', authorizations(new Set(['vpc-0a'])));
  expect(await setting.create(ZONE)).toMatchObject({ origin: 'adopted' });
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

test.each([
  ['a bucket that it may not write to', 'InsufficientDeliveryPolicyException', 6],
  ['a bucket that is not there', 'NoSuchBucketException', 1],
])('a recorder with %s is not left behind', async (_, error, attempts) => {
  let recorder = false;
  const setting = await settingAt('ConfigRecorder', ({ operation }) => {
    if (operation === 'PutConfigurationRecorder') recorder = true;
    if (operation === 'DeleteConfigurationRecorder') recorder = false;
    if (operation === 'PutDeliveryChannel') return { status: 400, error, body: '{}' };
    if (operation === '') return { body: '<R/>' };
    return { body: JSON.stringify(recorder ? { ConfigurationRecorders: [{ name: 'default' }] } : {}) };
  });
  await expect(setting.create({ BucketName: 'archive', RoleArn: ROLE })).rejects.toMatchObject({
    name: error,
  });
  expect(recorder).toBe(false);
  expect(asked().filter((each) => each === 'PutDeliveryChannel')).toHaveLength(attempts);
  expect(asked()).not.toContain('DeleteDeliveryChannel');
});
