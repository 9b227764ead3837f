import type { CommandInvocation } from '@aws-sdk/client-ssm';
import { readAnswer } from '../../host-answer.ts';
import type { AskedStep } from '../../ports.ts';
import type { StepOutcome } from '../../view.ts';
import { allPages } from '../all-pages.ts';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach } from '../lots.ts';

/** The most that a page of ListCommandInvocations has (AWS Systems Manager API reference). */
const PAGE = 50;
/** AWS Systems Manager user guide, "Understanding command statuses". */
const UNDER_WAY: ReadonlySet<string> = new Set(['Pending', 'InProgress', 'Delayed', 'Cancelling']);

/** What became of steps that have a command, by id of the host. */
export async function outcomesOf(
  calls: AwsCalls,
  steps: readonly AskedStep[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, StepOutcome>>> {
  const sent = steps.filter(({ step }) => step.command !== undefined);
  const byCommand = Map.groupBy(sent, ({ step }) => step.command ?? '');
  const outcomes = await forEach([...byCommand], async ([command, asked]) => {
    const found = await invocationsOf(calls, { command, hosts: asked.map(({ host }) => host) }, signal);
    return asked.map(({ host, step }): readonly [string, StepOutcome] => [
      host,
      found === undefined
        ? { kind: 'lost', reason: `SSM does not know the command ${command}` }
        : outcomeOf(found.get(host), step.id),
    ]);
  });
  return Object.fromEntries(outcomes.flat());
}

/** By id of the host; undefined where there is no such command, or no longer. */
async function invocationsOf(
  calls: AwsCalls,
  { command, hosts }: { readonly command: string; readonly hosts: readonly string[] },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CommandInvocation> | undefined> {
  const alone = hosts.length === 1 ? hosts[0] : undefined;
  try {
    const found = await allPages('SSM ListCommandInvocations', async (from) => {
      const answer = await calls.listCommandInvocations(
        { CommandId: command, InstanceId: alone, Details: true, MaxResults: PAGE, NextToken: from },
        signal,
      );
      return { items: answer.CommandInvocations, next: answer.NextToken };
    });
    return new Map(found.map((each) => [each.InstanceId ?? '', each]));
  } catch (error) {
    if (awsNameOf(error) === 'InvalidCommandId') return undefined;
    throw error;
  }
}

/** What a host answers counts, whatever SSM says of the command: a script that fails answers nevertheless. */
function outcomeOf(invocation: CommandInvocation | undefined, step: string): StepOutcome {
  // Just sent: SSM lists it a moment later.
  if (invocation === undefined) return { kind: 'pending' };
  const { Status: status = '', StatusDetails: details = '', CommandPlugins: plugins = [] } = invocation;
  if (UNDER_WAY.has(status)) return { kind: 'pending' };
  const answers = plugins.flatMap(({ Output: output = '' }) => readAnswer(output) ?? []);
  const result = answers.find((answer) => answer.step === step);
  if (result !== undefined) return { kind: 'answered', result };
  const other = answers[0] === undefined ? '' : `, and its answer is to another step, ${answers[0].step}`;
  return {
    kind: 'lost',
    reason: `the command ended as ${details || status || 'unknown'} without an answer that can be read${other}`,
  };
}
