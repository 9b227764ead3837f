import { describe, expect, it } from 'vitest';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import { createHosts } from '../../../src/aws/hosts.ts';
import { ALWAYS, scriptedCalls } from '../../support/scripted-calls.ts';

const agents = (calls: AwsCalls, ids: readonly string[]) =>
  createHosts({ calls, document: 'x' }).agents(ids, ALWAYS);

describe('agents', () => {
  it('of all that are asked for; who is not listed is not known', async () => {
    const { calls } = scriptedCalls({
      describeInstanceInformation: async ({ NextToken }) =>
        NextToken === undefined
          ? {
              InstanceInformationList: [{ InstanceId: 'i-1', PingStatus: 'Online', PlatformName: 'Ubuntu' }],
              NextToken: 'b',
            }
          : {
              InstanceInformationList: [
                { InstanceId: 'i-2', PingStatus: 'ConnectionLost' },
                { InstanceId: 'i-9' },
              ],
            },
    });
    await expect(agents(calls, ['i-1', 'i-2', 'i-3'])).resolves.toEqual({
      'i-1': { isOnline: true, isKnown: true, platform: 'Ubuntu' },
      'i-2': { isOnline: false, isKnown: true, platform: '' },
      'i-3': { isOnline: false, isKnown: false, platform: '' },
    });
  });

  it('50 at a time; nobody is not asked for', async () => {
    const { calls, inputsOf } = scriptedCalls({
      describeInstanceInformation: async () => ({ InstanceInformationList: [] }),
    });
    await agents(
      calls,
      Array.from({ length: 120 }, (_, at) => `i-${at}`),
    );
    await agents(calls, []);
    const asked = inputsOf('describeInstanceInformation').map(({ Filters: [filter] = [], MaxResults }) => [
      filter?.Key,
      filter?.Values?.length,
      MaxResults,
    ]);
    expect(asked).toEqual([
      ['InstanceIds', 50, 50],
      ['InstanceIds', 50, 50],
      ['InstanceIds', 20, 50],
    ]);
  });

  it('an answer without a list is a failure', async () => {
    const { calls } = scriptedCalls({ describeInstanceInformation: async () => ({}) });
    await expect(agents(calls, ['i-1'])).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });
});
