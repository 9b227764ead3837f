import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteSSHPublicKeyCommand,
  IAMClient,
  UpdateSSHPublicKeyCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { KmscryptError } from '@kmscrypt/core/error';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDirectory } from '../../src/aws/iam.ts';
import { awsEnv } from '../support/aws-env.ts';
import { type IamFault, type IamProxy, iamProxy } from '../support/iam-proxy.ts';
import { motoOfFile } from '../support/moto.ts';

const SIGNAL = new AbortController().signal;
const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace'];
const GROUPS = ['ops', 'dev', 'web', 'db', 'empty'];
/** With so many tries of a property a run is over in seconds. */
const TRIES = process.env['KMSCRYPT_SOAK'] ? 500 : 40;

const moto = await motoOfFile();

describe.skipIf(moto === undefined)('a directory', () => {
  let proxy: IamProxy;
  const keys: string[] = [];
  let attempts = 0;
  const directory = createDirectory({
    region: 'us-east-1',
    perSecond: 100_000,
    random: () => 0,
    sleep: async () => {},
    onCall: () => (attempts += 1),
  });

  beforeAll(async () => {
    proxy = await iamProxy(moto?.endpoint ?? '', 2);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new IAMClient({ endpoint: moto?.endpoint ?? '', region: 'us-east-1', credentials });
    for (const UserName of NAMES) await client.send(new CreateUserCommand({ UserName }));
    for (const GroupName of GROUPS) await client.send(new CreateGroupCommand({ GroupName }));
    for (const UserName of NAMES)
      await client.send(new AddUserToGroupCommand({ UserName, GroupName: 'ops' }));
    for (const GroupName of ['dev', 'web', 'db'])
      await client.send(new AddUserToGroupCommand({ UserName: 'alice', GroupName }));
    for (let number = 1; number <= 6; number += 1) {
      const body = `ssh-ed25519 AAAA${number} alice`;
      const command = new UploadSSHPublicKeyCommand({ UserName: 'alice', SSHPublicKeyBody: body });
      keys.push((await client.send(command)).SSHPublicKey?.SSHPublicKeyId ?? '');
    }
    const [, inactive, , , , deleted] = keys;
    await client.send(
      new UpdateSSHPublicKeyCommand({ UserName: 'alice', SSHPublicKeyId: inactive, Status: 'Inactive' }),
    );
    await client.send(new DeleteSSHPublicKeyCommand({ UserName: 'alice', SSHPublicKeyId: deleted }));
  });
  beforeEach(() => {
    for (const [name, value] of Object.entries(awsEnv(proxy.endpoint))) vi.stubEnv(name, value);
    proxy.begin();
    attempts = 0;
  });
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(async () => {
    proxy.close();
    await moto?.stop();
  });

  const members = async () => (await directory.members('ops', SIGNAL))?.map(({ name }) => name);
  const groups = () => directory.groupsOf('alice', SIGNAL);
  const listed = () => directory.keys('alice', SIGNAL);
  const active = () =>
    keys.slice(0, 5).map((id) => ({ id, isActive: id !== keys[1], uploaded: expect.any(Number) as number }));

  it.each([
    { name: 'members of a group', ask: members, expected: () => NAMES, calls: 4 },
    { name: 'groups of a user', ask: groups, expected: () => ['ops', 'dev', 'web', 'db'], calls: 2 },
    { name: 'keys of a user', ask: listed, expected: active, calls: 3 },
    {
      name: 'members of an empty group',
      ask: () => directory.members('empty', SIGNAL),
      expected: () => [],
      calls: 1,
    },
    { name: 'keys of who has none', ask: () => directory.keys('bob', SIGNAL), expected: () => [], calls: 1 },
  ])('reads every page: $name', async ({ ask, expected, calls }) => {
    expect(await ask()).toEqual(expected());
    expect(proxy.asked).toHaveLength(calls);
    expect(attempts).toBe(calls);
  });

  it('reads a user, and a key as OpenSSH has it', async () => {
    const user = await directory.user('alice', SIGNAL);
    expect(user).toEqual({
      name: 'alice',
      id: expect.stringMatching(/^AIDA[A-Z0-9]{16,}$/u),
      created: expect.any(Number),
    });
    expect(await directory.members('dev', SIGNAL)).toEqual([user]);
    expect(await directory.body('alice', keys[0] ?? '', SIGNAL)).toBe('ssh-ed25519 AAAA1 alice');
    expect(proxy.asked.at(-1)?.parameters).toMatchObject({ Encoding: 'SSH' });
  });

  it.each([
    { name: 'group', ask: () => directory.members('nobodys', SIGNAL) },
    { name: 'user', ask: () => directory.user('nobody', SIGNAL) },
    { name: 'groups of nobody', ask: () => directory.groupsOf('nobody', SIGNAL) },
    { name: 'keys of nobody', ask: () => directory.keys('nobody', SIGNAL) },
    { name: 'a key that has vanished', ask: () => directory.body('alice', keys[5] ?? '', SIGNAL) },
  ])('says that there is none, after one call: $name', async ({ ask }) => {
    expect(await ask()).toBeUndefined();
    expect(proxy.asked).toHaveLength(1);
  });

  const FAULTS: readonly (readonly [IamFault, string])[] = [
    ['throttle', 'THROTTLED'],
    ['fail', 'AWS_FAILED'],
    ['reset', 'NETWORK'],
    ['cut', 'AWS_FAILED'],
    ['stop', 'NETWORK'],
    ['empty', 'AWS_FAILED'],
    ['no-marker', 'AWS_FAILED'],
    ['same-marker', 'AWS_FAILED'],
    ['no-ids', 'AWS_FAILED'],
  ];
  it.each(FAULTS)('has no part of a list: %s on the second page', async (fault, code) => {
    proxy.begin((_, { parameters }) => (parameters['Marker'] === 'page-2' ? fault : 'pass'));
    await expect(directory.members('ops', SIGNAL)).rejects.toMatchObject({ code });
  });

  it.each(FAULTS.filter(([fault]) => fault !== 'same-marker'))('gets over one: %s', async (fault) => {
    proxy.begin((number) => (number === 2 ? fault : 'pass'));
    expect(await members()).toEqual(NAMES);
    expect(attempts).toBe(5);
  });

  it('takes no half of a key', async () => {
    for (const fault of ['cut', 'stop', 'empty'] as const) {
      proxy.begin(() => fault);
      const code = fault === 'stop' ? 'NETWORK' : 'AWS_FAILED';
      await expect(directory.body('alice', keys[0] ?? '', SIGNAL)).rejects.toMatchObject({ code });
      await expect(directory.user('alice', SIGNAL)).rejects.toMatchObject({ code });
    }
  });

  it('ends with the signal', async () => {
    await expect(directory.members('ops', AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' });
    expect(proxy.asked).toHaveLength(0);
  });

  it('is whole or an error, whatever fails', async () => {
    const kinds = FAULTS.map(([fault]) => fault);
    const whole = new Map<() => Promise<unknown>, unknown>([
      [members, await members()],
      [groups, await groups()],
      [listed, await listed()],
    ]);
    let failures = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole.keys()),
        fc.array(fc.option(fc.constantFrom(...kinds), { nil: 'pass' as const, freq: 2 }), { maxLength: 30 }),
        async (ask, faults) => {
          proxy.begin((number) => faults[number - 1] ?? 'pass');
          try {
            expect(await ask()).toEqual(whole.get(ask));
          } catch (error) {
            if (!(error instanceof KmscryptError)) throw error;
            failures += 1;
          }
        },
      ),
      { numRuns: TRIES, endOnFailure: true },
    );
    expect(failures).toBeGreaterThan(0);
    expect(failures).toBeLessThan(TRIES);
  });
});
