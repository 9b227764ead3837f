import { describe, expect, it } from 'vitest';
import { awsNameOf } from '../../src/aws/aws-name.ts';
import { calling } from '../../src/aws/calling.ts';
import { ALWAYS, refusedAs, scriptedCalls } from '../support/scripted-calls.ts';

const INPUT = { TargetGroupArn: 'arn:web' };

function failing(...errors: readonly (Error | undefined)[]) {
  let attempt = 0;
  const counted: string[] = [];
  const { calls } = scriptedCalls({
    describeTargetHealth: async () => {
      const error = errors[attempt];
      attempt += 1;
      if (error !== undefined) throw error;
      return { TargetHealthDescriptions: [] };
    },
  });
  const asked = calling(calls, {
    region: 'eu-central-1',
    retrying: { sleep: async () => {} },
    onCall: (name) => counted.push(name),
  });
  return { asked, counted };
}

describe('a call', () => {
  it.each([
    ['throttled', 'RateExceeded', 'THROTTLED', 8],
    ['throttled as EC2 says it', 'RequestLimitExceeded', 'THROTTLED', 8],
    ['throttled as all say it', 'ThrottlingException', 'THROTTLED', 8],
    ['denied by EC2', 'UnauthorizedOperation', 'ACCESS_DENIED', 1],
    ['denied', 'AccessDeniedException', 'ACCESS_DENIED', 1],
    ['about no such cluster', 'ClusterNotFoundException', 'INVALID_OPTION', 1],
    ['about no such target group', 'TargetGroupNotFound', 'INVALID_OPTION', 1],
    ['about no such parameter', 'ParameterNotFound', 'SECRET_NOT_FOUND', 1],
    ['about no such host', 'InvalidInstanceId', 'INVALID_OPTION', 1],
    ['about a group that is refreshed', 'InstanceRefreshInProgress', 'INVALID_OPTION', 1],
    ['timed out', 'TimeoutError', 'TIMEOUT', 2],
  ])('%s', async (_, name, code, attempts) => {
    const { asked, counted } = failing(...Array.from({ length: 9 }, () => refusedAs(name)));
    await expect(asked.describeTargetHealth(INPUT, ALWAYS)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/^AWS ELB DescribeTargetHealth with arn:web in eu-central-1 failed: /),
    });
    expect(counted).toEqual(Array.from({ length: attempts }, () => 'describeTargetHealth'));
  });

  it('that fails for a moment is made again; every attempt counts', async () => {
    const { asked, counted } = failing(refusedAs('InternalFailure', 'x', 500), undefined);
    await expect(asked.describeTargetHealth(INPUT, ALWAYS)).resolves.toEqual({
      TargetHealthDescriptions: [],
    });
    expect(counted).toHaveLength(2);
  });

  it('is not made, nor made again, once the time is over', async () => {
    let left = 2;
    const { calls, made } = scriptedCalls({
      describeTargetHealth: async () => {
        throw refusedAs('ThrottlingException');
      },
    });
    const asked = calling(calls, {
      region: 'eu-central-1',
      retrying: { sleep: async () => {} },
      mayGoOn: () => (left -= 1) >= 0,
    });
    await expect(asked.describeTargetHealth(INPUT, ALWAYS)).rejects.toMatchObject({ code: 'ABORTED' });
    expect(made).toHaveLength(2);
  });

  it('has the error of AWS as its cause', async () => {
    const { asked } = failing(refusedAs('TargetGroupNotFoundException'));
    const error = await asked.describeTargetHealth(INPUT, ALWAYS).catch((thrown: unknown) => thrown);
    expect(awsNameOf(error)).toBe('TargetGroupNotFound');
  });

  it('is not made again once the signal has ended', async () => {
    const ended = new AbortController();
    const { calls, made } = scriptedCalls({
      publish: async () => {
        ended.abort();
        throw refusedAs('Throttling');
      },
    });
    const asked = calling(calls, { region: 'eu-central-1' });
    await expect(asked.publish({ Message: '' }, ended.signal)).rejects.toMatchObject({ code: 'ABORTED' });
    expect(made).toHaveLength(1);
  });

  it('any: whichever there is goes through', async () => {
    const { calls, made } = scriptedCalls({});
    const asked = calling(calls, { region: 'eu-central-1', retrying: { maxAttempts: 1 } });
    const names = Object.keys(asked);
    for (const call of Object.values(asked) as ((input: object, signal: AbortSignal) => Promise<unknown>)[])
      await expect(call({}, ALWAYS)).rejects.toThrow('is not scripted');
    expect(made.map(({ name }) => name)).toEqual(names);
    expect(names).toHaveLength(27);
  });
});
