import type { AwsCalls } from '../../../src/aws/calls.ts';
import { isThere, type Machine } from './machine.ts';
import { checkLength, pageOf } from './page.ts';
import { refusal } from './refusal.ts';
import { runScript } from './script.ts';
import type { World } from './world.ts';

export interface SentCommand {
  readonly id: string;
  readonly document: string;
  readonly at: number;
  readonly invocations: Map<string, Invocation>;
}

export interface Invocation {
  status: 'Pending' | 'InProgress' | 'Success' | 'TimedOut' | 'Failed';
  details: string;
  output: string;
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html */
const MAX_IDS = 50;
const MIN_TIMEOUT = 30;
const MAX_TIMEOUT = 2_592_000;
/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CommandPlugin.html: Output */
const MAX_OUTPUT = 2_500;
/** An agent polls as soon as it is online again. */
const POLL = 5_000;
/** What the agent takes over, and the script's own time-out ends. */
const NEVER_ENDS = 4 * 3_600_000;

/** The agents of hosts, and commands to them. */
export function ssmCalls(
  world: World,
): Pick<AwsCalls, 'describeInstanceInformation' | 'sendCommand' | 'listCommandInvocations'> {
  return {
    async describeInstanceInformation({ Filters, InstanceInformationFilterList, MaxResults, NextToken }) {
      if (Filters !== undefined && InstanceInformationFilterList !== undefined)
        throw refusal('ValidationException', 'Filters go not with InstanceInformationFilterList');
      const ids = idsOf(Filters);
      const known = [
        ...(ids === undefined ? world.machines.values() : ids.flatMap((id) => world.machines.get(id) ?? [])),
      ];
      const found = known.filter(
        (machine) => machine.hasAgent && isThere(machine) && machine.state !== 'pending',
      );
      const { items, next } = pageOf(found, {
        most: MaxResults,
        token: NextToken,
        from: 5,
        to: 50,
        usual: 10,
        refused: 'ValidationException',
        badToken: 'InvalidNextToken',
      });
      return { InstanceInformationList: items.map(informationOf), NextToken: next };
    },
    async sendCommand({ InstanceIds, DocumentName = '', Parameters = {}, TimeoutSeconds = 3_600 }) {
      checkLength(InstanceIds, MAX_IDS, 'ValidationException');
      if (TimeoutSeconds < MIN_TIMEOUT || TimeoutSeconds > MAX_TIMEOUT)
        throw refusal('ValidationException', `TimeoutSeconds ${TimeoutSeconds} is out of bounds`);
      if (!world.documents.has(DocumentName)) throw refusal('InvalidDocument', `no document ${DocumentName}`);
      const machines = managed(world, InstanceIds ?? []);
      const id = commandId(world);
      const command: SentCommand = {
        id,
        document: DocumentName,
        at: world.clock.now(),
        invocations: new Map(),
      };
      world.commands.set(id, command);
      for (const machine of machines) {
        const invocation: Invocation = { status: 'Pending', details: 'Pending', output: '' };
        command.invocations.set(machine.id, invocation);
        deliver(world, {
          machine,
          invocation,
          parameters: Parameters,
          until: command.at + TimeoutSeconds * 1_000,
        });
      }
      return { Command: { CommandId: id, DocumentName, Status: 'Pending', InstanceIds } };
    },
    async listCommandInvocations({ CommandId, InstanceId, Details, MaxResults, NextToken }) {
      const commands =
        CommandId === undefined ? [...world.commands.values()] : [world.commands.get(CommandId)];
      const seen = world.clock.now() - world.settings.visibleAfter;
      const found = commands.flatMap((command) =>
        command === undefined || command.at > seen
          ? []
          : [...command.invocations]
              .filter(([id]) => InstanceId === undefined || id === InstanceId)
              .map(([id, invocation]) => ({ command, id, invocation })),
      );
      const { items, next } = pageOf(found, {
        most: MaxResults,
        token: NextToken,
        from: 1,
        to: 50,
        usual: 50,
        refused: 'ValidationException',
        badToken: 'InvalidNextToken',
      });
      return {
        CommandInvocations: items.map(({ command, id, invocation: { status, details, output } }) => ({
          CommandId: command.id,
          InstanceId: id,
          DocumentName: command.document,
          Status: status,
          StatusDetails: details,
          RequestedDateTime: new Date(command.at),
          CommandPlugins:
            Details === true
              ? [{ Name: 'Run', Status: status, StatusDetails: details, Output: output.slice(0, MAX_OUTPUT) }]
              : [],
        })),
        NextToken: next,
      };
    },
  };
}

function idsOf(filters: Parameters<AwsCalls['describeInstanceInformation']>[0]['Filters']) {
  if (filters === undefined || filters.length === 0) return undefined;
  const [filter, ...more] = filters;
  if (filter?.Key !== 'InstanceIds' || more.length > 0)
    throw refusal('InvalidFilterKey', `the filter ${filter?.Key} is not simulated`);
  checkLength(filter.Values, 100, 'ValidationException');
  return filter.Values ?? [];
}

function informationOf({ id, isOnline, platform }: Machine) {
  return {
    InstanceId: id,
    PingStatus: isOnline ? ('Online' as const) : ('ConnectionLost' as const),
    PlatformType: 'Linux' as const,
    PlatformName: platform.startsWith('amzn') ? 'Amazon Linux' : 'Debian GNU/Linux',
    AgentVersion: '3.3.0.0',
  };
}

/** SSM refuses the whole command where it does not know one of its hosts. */
function managed(world: World, ids: readonly string[]): readonly Machine[] {
  const isManaged = (machine: Machine | undefined): machine is Machine =>
    machine?.hasAgent === true && isThere(machine);
  const bad = ids.filter((id) => !isManaged(world.machines.get(id)));
  if (bad.length > 0)
    throw refusal(
      'InvalidInstanceId',
      `Instances [[${bad.join(', ')}]] not in a valid state for account 111111111111`,
    );
  return ids.map((id) => world.machines.get(id)).filter(isManaged);
}

function commandId(world: World): string {
  return `00000000-0000-4000-8000-${(world.commands.size + 1).toString(16).padStart(12, '0')}`;
}

interface Delivery {
  readonly machine: Machine;
  readonly invocation: Invocation;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly until: number;
}

/** Tries until the agent is online; a command that nobody has taken in its time is `DeliveryTimedOut`. */
function deliver(world: World, delivery: Delivery): void {
  const { machine, invocation, parameters, until } = delivery;
  const { settings, clock, chance } = world;
  const isLost = chance.happens(settings.lostCommands);
  const value = (name: string): string => parameters[name]?.[0] ?? '';
  const attempt = (): void => {
    if (machine.state === 'terminated')
      return void Object.assign(invocation, { status: 'Failed', details: 'Terminated' });
    if (clock.now() >= until)
      return void Object.assign(invocation, { status: 'TimedOut', details: 'DeliveryTimedOut' });
    if (!machine.isOnline || isLost)
      return clock.at(Math.min(until, clock.now() + (isLost ? until : POLL)), attempt);
    Object.assign(invocation, { status: 'InProgress', details: 'InProgress' });
    const boots = machine.boots;
    runScript(world, {
      machine,
      asked: { step: value('Step'), action: value('Action'), scope: value('Scope'), pin: value('Pin') },
      say: (text, result) => {
        const isCut = chance.happens(settings.cutAnswers);
        // The script's status is 1 and 3 there.
        const status = result === 'failed' || result === 'refused' ? 'Failed' : 'Success';
        Object.assign(invocation, {
          status,
          details: status,
          output: isCut ? text.slice(0, text.length / 2) : text,
        });
      },
    });
    clock.in(NEVER_ENDS, () => {
      if (invocation.status === 'InProgress')
        Object.assign(invocation, {
          status: 'TimedOut',
          details: machine.boots === boots ? 'ExecutionTimedOut' : 'Undeliverable',
        });
    });
  };
  clock.in(settings.deliveryTime, attempt);
}
