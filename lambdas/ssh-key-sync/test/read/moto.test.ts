import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateUserCommand,
  IAMClient,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDirectory } from '../../src/aws/iam.ts';
import { createParameterTree } from '../../src/aws/parameters.ts';
import type { Evidence } from '../../src/evidence.ts';
import { read, type ReadOutput } from '../../src/read.ts';
import { emptyState } from '../../src/state.ts';
import { wholeReadTodos } from '../../src/whole-read.ts';
import { awsEnv } from '../support/aws-env.ts';
import { type IamFault, type IamProxy, iamProxy } from '../support/iam-proxy.ts';
import { motoOfFile } from '../support/moto.ts';
import { readConfigOf } from '../support/reading.ts';

const config = readConfigOf({ hosts: { app: ['ops', 'dev'] }, parameters: '/ssh-keys' });
const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin'];
const FAULTS: readonly IamFault[] = [
  'throttle',
  'fail',
  'reset',
  'cut',
  'stop',
  'empty',
  'no-marker',
  'same-marker',
  'no-ids',
];
const LATER = Date.now() + 600_000;
const TRIES = process.env['KMSCRYPT_SOAK'] ? 300 : 20;
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

const moto = await motoOfFile();

describe.skipIf(moto === undefined)('a whole read of an emulator', () => {
  let proxy: IamProxy;
  const paced = { region: 'us-east-1', perSecond: 100_000, random: () => 0, sleep: async () => {} };
  const directory = createDirectory({ ...paced, maxAttempts: 2 });
  const parameters = createParameterTree({ ...paced, maxAttempts: 2, path: '/ssh-keys', logger: SILENT });

  const readAll = (): Promise<ReadOutput> =>
    read({
      todo: wholeReadTodos(config, LATER),
      config,
      state: emptyState(20_000),
      directories: { own: directory },
      parameters,
      // All of it is older than a minute then.
      now: () => LATER,
      until: Infinity,
      signal: new AbortController().signal,
      logger: SILENT,
    });

  beforeAll(async () => {
    const endpoint = moto?.endpoint ?? '';
    proxy = await iamProxy(endpoint, 2);
    const client = {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const iam = new IAMClient(client);
    for (const GroupName of ['ops', 'dev']) await iam.send(new CreateGroupCommand({ GroupName }));
    for (const [number, UserName] of NAMES.entries()) {
      await iam.send(new CreateUserCommand({ UserName }));
      for (const GroupName of number % 2 === 0 ? ['ops', 'dev'] : ['ops'])
        await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
      for (let key = 0; key < number; key += 1) {
        const SSHPublicKeyBody = `ssh-rsa ${UserName}${key}`;
        await iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }));
      }
    }
    const ssm = new SSMClient(client);
    for (let number = 10; number < 22; number += 1) {
      const Name = `/ssh-keys/AIDAEXAMPLEUSER${number}/laptop`;
      await ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: `ssh-ed25519 ${number}` }));
    }
  });
  beforeEach(() => {
    for (const [name, value] of Object.entries(awsEnv(proxy.endpoint))) vi.stubEnv(name, value);
    proxy.begin();
  });
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(async () => {
    proxy.close();
    await moto?.stop();
  });

  it('has every page of all', async () => {
    const { evidence, todo } = await readAll();
    expect(todo).toEqual([]);
    expect(sizes(evidence)).toEqual({ ops: 5, dev: 3, keys: 10, users: 5, parameters: 12 });
    const count = (operation: string) => proxy.asked.filter((call) => call.operation === operation).length;
    expect(count('GetGroup')).toBe(3 + 2);
    expect(count('ListSSHPublicKeys')).toBe(1 + 1 + 1 + 2 + 2);
    expect(count('GetSSHPublicKey')).toBe(10);
    expect(count('GetUser')).toBe(0);
    expect(count('GetParametersByPath')).toBe(2);
  });

  it('is whole or a failure, whatever becomes of the calls', async () => {
    const whole = (await readAll()).evidence;
    let failures = 0;
    const fault = fc.option(fc.constantFrom(...FAULTS), { nil: 'pass' as const, freq: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 10, maxLength: 60 }), async (faults) => {
        proxy.begin((number) => faults[number - 1] ?? 'pass');
        const { evidence, todo } = await readAll();
        for (const each of evidence) {
          if (each.kind === 'failed') {
            failures += 1;
            const { kind, name } = each.what;
            // Another group of the same user may have had it read after all.
            const isLeft = todo.some((left) => left.kind === kind && left.name === name);
            expect(isLeft || evidence.some((other) => other.kind === 'keys' && other.user === name)).toBe(
              true,
            );
          } else {
            expect(whole).toContainEqual(each);
          }
        }
      }),
      { numRuns: TRIES, endOnFailure: true },
    );
    expect(failures).toBeGreaterThan(0);
  });
});

function sizes(evidence: readonly Evidence[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = { keys: 0, users: 0 };
  for (const each of evidence) {
    if (each.kind === 'members') found[each.group] = each.users.length;
    if (each.kind === 'parameters') found['parameters'] = each.keys.length;
    if (each.kind !== 'keys') continue;
    found['users'] = (found['users'] ?? 0) + 1;
    found['keys'] = (found['keys'] ?? 0) + each.keys.filter(({ body }) => body !== undefined).length;
  }
  return found;
}
