import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGates } from '../../src/aws/gates.ts';
import { motoOfFile } from '../support/moto.ts';
import { motoCalls, stubAws } from '../support/moto-hosts.ts';
import { ALWAYS } from '../support/scripted-calls.ts';

const moto = await motoOfFile();
const endpoint = moto?.endpoint ?? '';
afterAll(() => moto?.stop());
beforeEach(() => {
  stubAws(endpoint);
});
afterEach(() => {
  vi.unstubAllEnvs();
});
const config = {
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};
const gates = createGates(motoCalls(endpoint));

async function alarm(AlarmName: string, StateValue: 'OK' | 'ALARM', holds: string): Promise<void> {
  const client = new CloudWatchClient(config);
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: 'Web',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Tags: [{ Key: 'holds', Value: holds }],
    }),
  );
  await client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'a test' }));
}

describe.skipIf(moto === undefined)('gates in moto', () => {
  beforeAll(async () => {
    if (moto === undefined) return;
    await alarm('web-errors', 'ALARM', 'updates');
    await alarm('web-latency', 'OK', 'updates');
    await alarm('db-cpu', 'ALARM', 'nothing');
  });

  it('no alarm fires, and there is no parameter', async () => {
    await expect(gates.gates({ alarms: { names: ['web-latency'] } }, '/freeze', ALWAYS)).resolves.toEqual({
      alarms: [],
      frozen: undefined,
      notes: [expect.stringContaining('/freeze')],
      unreadable: [],
    });
  });

  it('alarms by pattern and by tag', async () => {
    const byPattern = await gates.gates({ alarms: { names: ['*-cpu', 'web-latenc*'] } }, undefined, ALWAYS);
    expect(byPattern).toMatchObject({ alarms: ['db-cpu'], unreadable: [] });
    const byTag = await gates.gates({ alarms: { tags: { holds: 'updates' } } }, undefined, ALWAYS);
    expect(byTag).toMatchObject({ alarms: ['web-errors'], unreadable: [] });
  });

  it('one that nobody has made is told', async () => {
    const missing = await gates.gates({ alarms: { names: ['web-erors'] } }, undefined, ALWAYS);
    expect(missing.unreadable).toEqual(['there is no alarm web-erors']);
  });

  it('the parameter', async () => {
    const ssm = new SSMClient(config);
    const said = async (Value: string, Type: 'String' | 'SecureString' = 'String') => {
      await ssm.send(new PutParameterCommand({ Name: `/freeze/${Type}`, Value, Type, Overwrite: true }));
      return gates.gates({ alarms: {} }, `/freeze/${Type}`, ALWAYS);
    };
    await expect(said('release week')).resolves.toMatchObject({ frozen: 'release week', unreadable: [] });
    await expect(said('off')).resolves.toMatchObject({ frozen: undefined, unreadable: [] });
    const secret = await said('on', 'SecureString');
    expect(secret.unreadable).toEqual([expect.stringContaining('is a SecureString')]);
  });
});
