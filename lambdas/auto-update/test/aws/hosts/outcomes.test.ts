import type { CommandInvocation } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import { createHosts } from '../../../src/aws/hosts.ts';
import type { AskedStep } from '../../../src/ports.ts';
import { ANSWER, answerWith } from '../../support/answers.ts';
import { ALWAYS, pageAt, refusedAs, scriptedCalls } from '../../support/scripted-calls.ts';

const ID = 'web-20261122T020000Z-patching-1';

const asked = (host: string, command: string | undefined = 'c-1'): AskedStep => ({
  host,
  step: { action: 'patch', id: ID, at: 0, command },
});

function invocation(
  id: string,
  status: CommandInvocation['Status'],
  details: string,
  output: string,
): CommandInvocation {
  return { InstanceId: id, Status: status, StatusDetails: details, CommandPlugins: [{ Output: output }] };
}

function world(pages: readonly (readonly CommandInvocation[])[], script: Partial<AwsCalls> = {}) {
  const scripted = scriptedCalls({
    listCommandInvocations: async ({ NextToken }) => {
      const { page, next } = pageAt(pages, NextToken);
      return { CommandInvocations: [...page], NextToken: next };
    },
    ...script,
  });
  const read = (...steps: readonly AskedStep[]) =>
    createHosts({ calls: scripted.calls, document: 'x' }).outcomes(steps, ALWAYS);
  return { ...scripted, read };
}

describe('what became of a step', () => {
  it.each<[status: CommandInvocation['Status'], details: string, output: string, expected: string]>([
    ['Pending', 'Pending', '', 'pending'],
    ['InProgress', 'InProgress', ANSWER, 'pending'],
    ['Delayed', 'Delayed', '', 'pending'],
    ['Cancelling', 'Cancelling', '', 'pending'],
    ['Success', 'Success', ANSWER, 'answered'],
    ['Failed', 'Failed', ANSWER, 'answered'],
    [
      'Failed',
      'NonZeroExitCode',
      `${ANSWER}\n----------ERROR-------\nfailed to run commands: exit status 3`,
      'answered',
    ],
    ['TimedOut', 'ExecutionTimedOut', ANSWER, 'answered'],
    ['Success', 'Success', ANSWER.slice(0, 200), 'lost'],
    ['Success', 'Success', '', 'lost'],
    ['Success', 'Success', answerWith({ step: 'web-20261122T020000Z-checking-1' }), 'lost'],
    ['Failed', 'Undeliverable', '', 'lost'],
    ['Failed', 'Terminated', '', 'lost'],
    ['TimedOut', 'DeliveryTimedOut', '', 'lost'],
    ['Cancelled', 'Cancelled', '', 'lost'],
  ])('%s, %s', async (status, details, output, expected) => {
    const { read } = world([[invocation('i-1', status, details, output)]]);
    await expect(read(asked('i-1'))).resolves.toMatchObject({ 'i-1': { kind: expected } });
  });

  it('lost: says what SSM says', async () => {
    const { read } = world([[invocation('i-1', 'TimedOut', 'DeliveryTimedOut', '')]]);
    await expect(read(asked('i-1'))).resolves.toMatchObject({
      'i-1': { reason: expect.stringContaining('DeliveryTimedOut') },
    });
  });

  it('is pending where SSM does not list it yet', async () => {
    await expect(world([[]]).read(asked('i-1'))).resolves.toEqual({ 'i-1': { kind: 'pending' } });
  });

  it('is lost where SSM does not know the command any more', async () => {
    const { read } = world([], {
      listCommandInvocations: async () => Promise.reject(refusedAs('InvalidCommandId')),
    });
    await expect(read(asked('i-1'))).resolves.toMatchObject({ 'i-1': { kind: 'lost' } });
  });

  it('one call a command, all pages; one that has none is not asked for', async () => {
    const { read, inputsOf } = world([
      [invocation('i-1', 'Success', 'Success', ANSWER)],
      [invocation('i-2', 'Failed', 'Failed', ANSWER)],
    ]);
    const outcomes = await read(asked('i-1'), asked('i-2'), {
      ...asked('i-3'),
      step: { action: 'check', id: ID, at: 0 },
    });
    expect(Object.keys(outcomes)).toEqual(['i-1', 'i-2']);
    expect(inputsOf('listCommandInvocations')).toEqual([
      { CommandId: 'c-1', Details: true, MaxResults: 50 },
      { CommandId: 'c-1', Details: true, MaxResults: 50, NextToken: 'page-1' },
    ]);
  });

  it('of one host alone is asked for by its id', async () => {
    const { read, inputsOf } = world([[]]);
    await read(asked('i-1', 'c-1'), asked('i-2', 'c-2'));
    expect(
      inputsOf('listCommandInvocations').map(({ CommandId, InstanceId }) => [CommandId, InstanceId]),
    ).toEqual([
      ['c-1', 'i-1'],
      ['c-2', 'i-2'],
    ]);
  });

  it('an answer without a list is a failure', async () => {
    const { read } = world([], { listCommandInvocations: async () => ({}) });
    await expect(read(asked('i-1'))).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });
});
