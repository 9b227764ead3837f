import type { SyncConfig } from '../config.ts';
import type { Evidence } from '../evidence.ts';
import { plan } from '../plan.ts';
import type { Change, Plan, PlanInput, Problem } from '../plan-types.ts';
import type { Held, State } from '../state.ts';
import { type Waiting, waitingIn } from './waiting.ts';

/** What a run would do. */
export interface Outlook {
  /** In milliseconds since the epoch, as all times. */
  readonly at: number;
  readonly gains: readonly Change[];
  readonly losses: readonly Change[];
  /** Due, and not taken. */
  readonly heldBack: readonly Change[];
  /** What is held back until an operator approves it. */
  readonly held?: Held | undefined;
  /** The same of what a changed config takes away. */
  readonly heldConfig?: Held | undefined;
  /** What a second read would decide, if it showed what this one did. */
  readonly ifMissedAgain: Pick<Outlook, 'losses' | 'heldBack'>;
  readonly waiting: readonly Waiting[];
  readonly problems: readonly Problem[];
  readonly manifests: readonly ManifestOutlook[];
  /** What has not been read. */
  readonly unread: number;
  /** The state that it would write. */
  readonly state: State;
}

export interface ManifestOutlook {
  readonly hostGroup: string;
  readonly version: number;
  /** Whether it says anything new, so that hosts are told. */
  readonly isNew: boolean;
  readonly users: number;
  readonly expires: number;
}

/** Plans twice: now, and after a second read that shows the same. */
export function outlookOf(input: PlanInput): Outlook {
  const { config, evidence, now } = input;
  const planned = plan(input);
  const again = evidence.flatMap((each) => laterRead(each, config));
  const second =
    again.length === 0
      ? undefined
      : plan({ ...input, state: planned.state, evidence: again, now: now + later(config) });
  return {
    at: now,
    gains: planned.gains,
    losses: planned.losses,
    heldBack: planned.heldBack,
    held: planned.state.held,
    heldConfig: planned.state.heldConfig,
    ifMissedAgain: { losses: second?.losses ?? [], heldBack: newlyHeld(second, planned) },
    waiting: waitingIn(planned.state, config),
    problems: planned.problems,
    manifests: planned.manifests.map(({ manifest, isNew }) => ({
      hostGroup: manifest.hostGroup,
      version: manifest.version,
      isNew,
      users: manifest.users.length,
      expires: manifest.expires * 1_000,
    })),
    unread: input.todo.filter(({ due }) => due <= now).length,
    state: planned.state,
  };
}

/** Well after what is asked for, so that nothing is stale; in milliseconds. */
function later({ confirmAfter }: SyncConfig): number {
  return 2 * confirmAfter * 1_000;
}

/** The same read, once more; what events and operators say is said once. */
function laterRead(evidence: Evidence, config: SyncConfig): readonly Evidence[] {
  return evidence.kind === 'event' || evidence.kind === 'approval'
    ? []
    : [{ ...evidence, at: evidence.at + later(config) }];
}

function newlyHeld(second: Plan | undefined, first: Plan): readonly Change[] {
  const known = new Set(first.heldBack.map(changeKey));
  return (second?.heldBack ?? []).filter((change) => !known.has(changeKey(change)));
}

function changeKey({ user, hostGroup, what, key = '' }: Change): string {
  return `${user} ${hostGroup} ${what} ${key}`;
}
