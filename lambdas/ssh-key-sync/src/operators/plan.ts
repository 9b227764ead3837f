import { counted, spanText } from '@kmscrypt/lambda';
import { CONFIG_OPTION, JSON_OPTION, jsonText, type OperatorCommand } from '@kmscrypt/lambda/operator';
import { askedIn, type PlanQuestion } from './asked-in.ts';
import type { Connect } from './connect.ts';
import { hostsOfGroups } from './hosts-of-groups.ts';
import { knownState } from './known-state.ts';
import { look } from './look.ts';
import { configOf } from './options.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import { keylessIn } from './keyless.ts';
import { planText } from './plan-text.ts';
import { queueIn, QUEUE_OPTION } from './queue-option.ts';
import { configInForce } from '../rules.ts';
import { clearProgress, showProgress, silent } from './stderr.ts';

/** Who would gain and lose what. */
export function planCommand({ connect, now }: Connect): OperatorCommand {
  return {
    name: 'plan',
    describe: 'show who would gain and lose access, on which hosts, and why; nothing is changed',
    options: {
      config: CONFIG_OPTION,
      event: {
        type: 'string',
        describe: 'what this event would do, a file or - for stdin; instead of a read of all',
      },
      read: {
        type: 'boolean',
        default: true,
        describe: 'read IAM now; --no-read plans from what the Lambda has read',
      },
      hosts: { type: 'boolean', default: true, describe: 'ask for the hosts that run; --no-hosts does not' },
      queue: QUEUE_OPTION,
      json: JSON_OPTION,
    },
    run: async (run) => {
      const { hosts: isAskedForHosts, json } = run.options;
      const config = await configOf(run);
      const queue = queueIn(run.options, config);
      const setup = await connect(config, run.env);
      const signal = AbortSignal.timeout(DEADLINE);
      const known = await knownState(config, { store: setup.store, signal });
      const began = now();
      const asked = await askedIn(run, { setup, state: known.state, now: began });
      const input = await look({
        ...setup,
        state: asked.state,
        asked: asked.todo,
        told: [...asked.claims, ...asked.approvals],
        signal,
        now,
        // What cannot be read is told by the plan's problems.
        logger: silent,
        onProgress: showProgress,
      });
      clearProgress();
      const outlook = outlookOf(input);
      const hosts =
        isAskedForHosts === false
          ? undefined
          : await hostsOfGroups(Object.keys(config.hosts), { fleet: setup.fleet, signal });
      if (json === true) {
        const keyless = keylessIn(outlook.state, configInForce(config, outlook.state));
        return run.print(jsonText({ ...outlook, hosts, keyless }));
      }
      const basis = [known.words, basisWords(asked, { outlook, calls: setup.calls(), span: now() - began })];
      return run.print(planText(outlook, { basis, hosts, config, queue }));
    },
  };
}

/** For all of it: a whole read of 20,000 keys at 10 calls a second takes half an hour. In milliseconds. */
const DEADLINE = 3_600_000;

interface Basis {
  readonly outlook: Outlook;
  readonly calls: number;
  readonly span: number;
}

function basisWords(
  { kind, claims, approvals, todo }: PlanQuestion,
  { outlook, calls, span }: Basis,
): string {
  if (kind === 'state')
    return `IAM was not read; ${lastRead(outlook)}; ${counted(outlook.unread, 'read')} due`;
  const read = `${counted(calls, 'call')} in ${spanText(span, 1)}`;
  if (kind === 'read') return `IAM was read now: ${read}`;
  return claims.length + approvals.length + todo.length === 0
    ? 'the event concerns nobody and nothing that the config names'
    : `the event: ${counted(claims.length, 'change')} named, ${counted(approvals.length, 'approval')}; ${read}`;
}

function lastRead({ state: { read }, at }: Outlook): string {
  return read.complete === 0
    ? 'no whole read has come to its end yet'
    : `the last whole read began ${spanText(at - read.complete, 1)} ago`;
}
