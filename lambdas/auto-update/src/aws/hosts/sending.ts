import { KmscryptError } from '@kmscrypt/core/error';
import { reasonOf } from '@kmscrypt/lambda';
import { mayHave } from '../../may-have.ts';
import type { Sent, SentSteps } from '../../ports.ts';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';

/** The most of SendCommand by ids (AWS Systems Manager API reference). */
const LOT = 50;
/** Seconds that a command waits for a host that is away, such as one that boots; SSM's least is 30. */
const DELIVERY = 120;

interface Sending {
  readonly document: string;
  readonly command: SentSteps;
}

/** Sends one step to hosts, a command for each lot. */
export async function sendSteps(
  calls: AwsCalls,
  { document, command }: Sending,
  signal: AbortSignal,
): Promise<Sent> {
  const parameters = parametersOf(command);
  const send = async (hosts: readonly string[]): Promise<string> => {
    const { Command: sent } = await calls.sendCommand(
      {
        DocumentName: document,
        InstanceIds: [...hosts],
        Parameters: parameters,
        TimeoutSeconds: DELIVERY,
        MaxConcurrency: '100%',
        // The default stops at the first host that fails.
        MaxErrors: '100%',
        Comment: command.step.slice(0, 100),
      },
      signal,
    );
    if (!sent?.CommandId) throw new KmscryptError('AWS_FAILED', 'the answer to SSM SendCommand has no id');
    return sent.CommandId;
  };
  const sent = await forEach(lotsOf([...new Set(command.hosts)], LOT), (lot) => sendLot(lot, send));
  return joined(sent);
}

/** Of some of the hosts; their messages name them, the first of them at least. */
const HOST_ERRORS: ReadonlySet<string> = new Set(['InvalidInstanceId', 'AccessDenied']);

type Send = (hosts: readonly string[]) => Promise<string>;

/**
 * SSM refuses a command whole where it does not know one of its hosts, and IAM where it may not be sent to one: the others get it without
 * those.
 */
async function sendLot(lot: readonly string[], send: Send): Promise<Sent> {
  try {
    const id = await send(lot);
    return { commands: Object.fromEntries(lot.map((host) => [host, id])), notDone: [] };
  } catch (error) {
    const reason = reasonOf(error);
    const refused = (hosts: readonly string[]): Sent => ({
      commands: {},
      notDone: hosts.map((host) => ({ host, reason, ...mayHave(error) })),
    });
    const name = awsNameOf(error);
    if (!HOST_ERRORS.has(name) || lot.length === 1) return refused(lot);
    const [named, others] = parted(lot, (host) => reason.includes(host));
    if (named.length > 0 && others.length > 0) return joined([refused(named), await sendLot(others, send)]);
    // Nobody is named where it is the document that may not be sent.
    if (named.length > 0 || name !== 'InvalidInstanceId') return refused(lot);
    const middle = Math.ceil(lot.length / 2);
    const halves = [lot.slice(0, middle), lot.slice(middle)];
    return joined(await forEach(halves, async (half) => sendLot(half, send)));
  }
}

function parted(
  hosts: readonly string[],
  is: (host: string) => boolean,
): readonly [readonly string[], readonly string[]] {
  return [hosts.filter((host) => is(host)), hosts.filter((host) => !is(host))];
}

function joined(all: readonly Sent[]): Sent {
  return {
    commands: Object.fromEntries(all.flatMap(({ commands }) => Object.entries(commands))),
    notDone: all.flatMap(({ notDone }) => notDone),
  };
}

function parametersOf({ action, step, scope, pin, services, minutes }: SentSteps): Record<string, string[]> {
  return {
    Step: [step],
    Action: [action],
    Scope: [scope],
    Pin: [pin || 'none'],
    Services: [services.join(' ')],
    Timeout: [String(minutes * 60)],
  };
}
