import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createParameterTree } from '../../src/aws/parameters.ts';
import { readPublicKey } from '../../src/public-key.ts';
import { awsEnv } from '../support/aws-env.ts';
import { type IamFault, type IamProxy, iamProxy } from '../support/iam-proxy.ts';
import { motoOfFile } from '../support/moto.ts';

const SIGNAL = new AbortController().signal;
const USERS = Array.from({ length: 23 }, (_, number) => `AIDAEXAMPLEUSER${number + 10}`);

const moto = await motoOfFile();

describe.skipIf(moto === undefined)('the tree of parameters', () => {
  let proxy: IamProxy;
  const warn = vi.fn<(message: string, details: object) => void>();
  const OPTIONS = {
    region: 'us-east-1',
    path: '/ssh-keys',
    logger: { warn },
    perSecond: 100_000,
    random: () => 0,
    sleep: async () => {},
  };
  const tree = createParameterTree(OPTIONS);

  beforeAll(async () => {
    proxy = await iamProxy(moto?.endpoint ?? '', 2);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new SSMClient({ endpoint: moto?.endpoint ?? '', region: 'us-east-1', credentials });
    const names = [
      ...USERS.map((user) => `/ssh-keys/${user}/laptop`),
      '/ssh-keys/readme',
      '/ssh-keys/alice/laptop',
      `/ssh-keys/${USERS[0]}/old/laptop`,
      `/ssh-keys-of-others/${USERS[0]}/laptop`,
    ];
    for (const Name of names)
      await client.send(new PutParameterCommand({ Name, Type: 'String', Value: `ssh-ed25519 ${Name}` }));
  });
  beforeEach(() => {
    for (const [name, value] of Object.entries(awsEnv(proxy.endpoint))) vi.stubEnv(name, value);
    proxy.begin();
    warn.mockClear();
  });
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(async () => {
    proxy.close();
    await moto?.stop();
  });

  const whole = USERS.map((user) => ({
    user,
    name: 'laptop',
    body: `ssh-ed25519 /ssh-keys/${user}/laptop`,
  }));

  it('reads every page, and counts what is no key of a user', async () => {
    const keys = await tree.keys(SIGNAL);
    expect(keys.toSorted((one, other) => one.user.localeCompare(other.user))).toEqual(whole);
    expect(proxy.asked).toHaveLength(3);
    expect(warn.mock.calls).toEqual([
      [expect.any(String), { count: 3, names: expect.arrayContaining(['/ssh-keys/readme']) }],
    ]);
  });

  it('reads of one user what that user has, and nothing of a namesake', async () => {
    const [first = ''] = USERS;
    expect(await tree.keys(SIGNAL, first)).toEqual(whole.slice(0, 1));
    expect(await tree.keys(SIGNAL, first.slice(0, -1))).toEqual([]);
    expect(proxy.asked).toHaveLength(2);
  });

  it('does not decrypt what is a SecureString: its key is refused with the cure', async () => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new SSMClient({ endpoint: moto?.endpoint ?? '', region: 'us-east-1', credentials });
    const Name = `/secure/${USERS[0]}/laptop`;
    await client.send(new PutParameterCommand({ Name, Type: 'SecureString', Value: 'ssh-ed25519 AAAA' }));
    const secure = createParameterTree({ ...OPTIONS, path: '/secure' });
    const [key] = await secure.keys(SIGNAL);
    expect(readPublicKey(key?.body ?? '')).toEqual({ refused: 'SecureString: write it as String' });
  });

  it.each<readonly [IamFault, string]>([
    ['throttle', 'THROTTLED'],
    ['fail', 'AWS_FAILED'],
    ['reset', 'NETWORK'],
    ['cut', 'AWS_FAILED'],
    ['stop', 'NETWORK'],
    ['empty', 'AWS_FAILED'],
    ['same-marker', 'AWS_FAILED'],
  ])('has no part of the tree: %s on the second page', async (fault, code) => {
    proxy.begin((_, { parameters }) => (parameters['NextToken'] === '10' ? fault : 'pass'));
    await expect(tree.keys(SIGNAL)).rejects.toMatchObject({ code });
  });

  it.each<IamFault>(['throttle', 'fail', 'reset', 'cut', 'stop', 'empty'])(
    'gets over one: %s',
    async (fault) => {
      proxy.begin((number) => (number === 2 ? fault : 'pass'));
      expect(await tree.keys(SIGNAL)).toHaveLength(USERS.length);
    },
  );
});
