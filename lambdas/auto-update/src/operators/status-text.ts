import { counted, spanText } from '@kmscrypt/lambda';
import { section } from '@kmscrypt/lambda/operator';
import { isKeptOut } from '../kept-out.ts';
import type { Looked } from '../ports.ts';
import type { FleetState, Run } from '../state.ts';
import { releaseText } from '../words/release-text.ts';
import { agoText } from '../words/times.ts';
import { hostLine } from './host-line.ts';
import { pendingStart } from './pending-start.ts';
import { refreshLines } from './refresh-lines.ts';
import { statusOfHosts } from './status-of-hosts.ts';
import { wishText } from '../words/wish-text.ts';

interface StatusContext {
  readonly fleet: string;
  /** In milliseconds since the epoch. */
  readonly now: number;
  readonly isInConfig: boolean;
}

/** How far a fleet is, for people. */
export function statusLines(looked: Looked, context: StatusContext): readonly string[] {
  const { state, records } = looked;
  const { fleet, now, isInConfig } = context;
  const keptOut = Object.values(records).filter(isKeptOut);
  const [head, ...lines] = [
    ...(state.run === undefined ? idleLines(fleet, { looked, now }) : runLines(looked, state.run, now)),
    // Of any run: they stay out until somebody brings them in.
    ...section(
      'KEPT OUT OF SERVICE',
      keptOut.map((record) => [
        `${hostLine(record, now)}${record.run === state.run?.id ? '' : `, by ${record.run}`}`,
      ]),
    ),
    ...(isInConfig ? [] : ['it is no longer in the config: its run ends as it was, and no other begins']),
    ...blindLines(state, now),
    ...state.held.map(({ code, text }) => `held back: ${text} [${code}]`),
    ...(state.notes ?? []).map((note) => `note: ${note}`),
    ...wishLines(looked),
    ...(state.outbox.length === 0
      ? []
      : [`${counted(state.outbox.length, 'notice')} not surely published yet`]),
    ...tickLines(looked, now),
  ];
  return [head ?? '', ...lines.map((line) => `  ${line}`)];
}

function idleLines(
  fleet: string,
  { looked: { state, control }, now }: { readonly looked: Looked; readonly now: number },
): readonly string[] {
  const { last } = state;
  const { abort } = control;
  return [
    `${fleet}: no run is under way`,
    last === undefined
      ? 'there has not been one yet'
      : `the last one, ${last.id}: ${last.outcome}, ended ${agoText(now, last.ended)}`,
    ...(abort !== undefined && last?.outcome === 'aborted' && abort.run === last.id
      ? [`aborted by ${wishText(abort)}`]
      : []),
  ];
}

function runLines(looked: Looked, run: Run, now: number): readonly string[] {
  const { id, began, fleet, release, stopped, isAborting, isConfigOld, leastServing } = run;
  const isGroup = fleet.mode === 'refresh';
  return [
    `${fleet.name}: run ${id} is under way, begun ${agoText(now, began)}${run.cause === 'asked' ? ', asked for' : ''}`,
    `brought to: ${releaseText(release, release.id !== id)}`,
    ...(isAborting === true ? [`it is being aborted: ${isGroup ? ABORTED_GROUP : ABORTED_HOSTS}`] : []),
    ...(stopped === undefined
      ? []
      : [`${isGroup ? 'it goes no further' : 'no further host is begun with'}: ${STOPPED[stopped]}`]),
    ...(isConfigOld === true ? ['the config has changed since; this run ends by the old one'] : []),
    ...(leastServing === undefined ? [] : [`fewest hosts in service so far: ${leastServing}`]),
    ...(isGroup ? refreshLines(run.refresh, now) : statusOfHosts(looked, { run, now })),
  ];
}

const ABORTED_HOSTS = 'every host that is well is brought in';
const ABORTED_GROUP = 'AWS is asked to roll it back, where it still can be';
const STOPPED = { failures: 'too many have failed', 'gave-up': 'it has taken too long' } as const;

function blindLines({ blind }: FleetState, now: number): readonly string[] {
  if (blind === undefined) return [];
  return [
    `CANNOT BE LOOKED AT for ${spanText(now - blind.since)}: ${blind.reason}`,
    ...(blind.ending === undefined ? [] : ['its run ends: hosts that are out are brought in unseen']),
  ];
}

function wishLines(looked: Looked): readonly string[] {
  const {
    state: { run },
    control: { paused, abort },
  } = looked;
  const start = pendingStart(looked);
  return [
    ...(paused === undefined ? [] : [`paused by ${wishText(paused)}`]),
    ...(abort === undefined || abort.run !== run?.id ? [] : [`abort asked for by ${wishText(abort)}`]),
    ...(start === undefined ? [] : [`a run is asked for by ${wishText(start)}`]),
  ];
}

function tickLines({ state: { ticked }, lease }: Looked, now: number): readonly string[] {
  return [
    ticked === 0 ? 'the Lambda has not looked at it yet' : `last tick: ${agoText(now, ticked)}`,
    ...(lease === undefined || lease.until <= now
      ? []
      : [`a tick is at work on it (fence ${lease.fence}), for ${spanText(lease.until - now)} more at most`]),
  ];
}
