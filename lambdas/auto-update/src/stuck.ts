import { HOUR } from './times.ts';
import type { Policy } from './config/policy.ts';
import type { HeldCode } from './held.ts';
import type { FleetState } from './state.ts';
import type { Told } from './told.ts';
import { lineOf } from './words/bounded.ts';

/** What keeps a run from its beginning for good, unless somebody does something. */
const LASTING: ReadonlySet<HeldCode> = new Set<HeldCode>(['NO_HOSTS', 'FLOOR', 'REFRESH_REFUSED']);
const TEXT = 500;

/** A fleet in which no run can begin. */
export interface Stuck {
  readonly since: number;
  readonly isTold?: true | undefined;
}

/** The state with a note that no run can begin, where one is due; people are told once that has lasted as long as lies between two runs. */
export function withStuck(
  state: FleetState,
  {
    name,
    policy,
    now,
  }: { readonly name: string; readonly policy: Pick<Policy, 'everyHours'>; readonly now: number },
): FleetState {
  const { stuck, ...known } = state;
  const why = state.run === undefined ? state.held.find(({ code }) => LASTING.has(code)) : undefined;
  const tell = (told: Omit<Told, 'key' | 'at' | 'facts'>): readonly Told[] => [
    ...state.outbox,
    { ...told, key: `${name}/cannot-begin`, at: now, facts: { fleet: name } },
  ];
  if (why === undefined) {
    if (stuck?.isTold !== true) return stuck === undefined ? state : known;
    return {
      ...known,
      outbox: tell({ title: `${name}: updates can begin again`, severity: 'info', status: 'end' }),
    };
  }
  const { since = now, isTold } = stuck ?? {};
  if (isTold === true || now - since < policy.everyHours * HOUR)
    return { ...known, stuck: { since, ...(isTold === undefined ? {} : { isTold }) } };
  return {
    ...known,
    stuck: { since, isTold: true },
    outbox: tell({
      title: `${name} is not updated: no run can begin`,
      text: lineOf(`${why.text} [${why.code}]`, TEXT),
      severity: 'warning',
      status: 'start',
    }),
  };
}
