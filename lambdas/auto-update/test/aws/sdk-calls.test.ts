import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSdkCalls } from '../../src/aws/sdk-calls.ts';
import { awsEnv } from '../support/aws-env.ts';
import { stubAws } from '../support/moto-hosts.ts';
import { namedEndpoint } from '../support/named-endpoint.ts';
import { ALWAYS } from '../support/scripted-calls.ts';

const named = await namedEndpoint();
afterAll(() => named.stop());
beforeEach(() => {
  stubAws(named.endpoint);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

type AnyCall = (input: object, signal: AbortSignal) => Promise<unknown>;

describe('calls through the SDK', () => {
  it('each makes its own, once, in the region', async () => {
    const env = awsEnv(named.endpoint);
    const calls = Object.entries(createSdkCalls({ access: { env }, region: 'eu-central-1' }));
    for (const [, call] of calls)
      await expect((call as AnyCall)({ Name: 'x', Type: 'String' }, ALWAYS)).rejects.toMatchObject({
        $metadata: { httpStatusCode: 400 },
      });
    const wanted = calls.map(([name]) => ({
      operation: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      region: 'eu-central-1',
    }));
    expect(named.asked).toEqual(wanted);
    expect(wanted).toHaveLength(27);
  });

  it('publish in the region of the topic', async () => {
    const calls = createSdkCalls({ access: { env: awsEnv(named.endpoint) }, region: 'eu-central-1' });
    const TopicArn = 'arn:aws:sns:us-west-2:111111111111:alarms';
    await expect(calls.publish({ TopicArn, Message: 'x' }, ALWAYS)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
    expect(named.asked.at(-1)).toEqual({ operation: 'Publish', region: 'us-west-2' });
  });

  it('end with the signal', async () => {
    const calls = createSdkCalls({ access: { env: awsEnv(named.endpoint) }, region: 'eu-central-1' });
    await expect(calls.listTasks({}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
