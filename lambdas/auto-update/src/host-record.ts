import type { Failure } from './failure.ts';
import type { Held } from './held.ts';
import type { HostReport } from './host-report.ts';
import type { Step } from './step.ts';
import type { Target } from './view.ts';

/** One host in a run. Hosts that nothing has been done with have no record. */
export interface HostRecord {
  /** Of the instance. */
  readonly id: string;
  /** The run that it is of. */
  readonly run: string;
  readonly phase: Phase;
  /** When it came into this phase. */
  readonly since: number;
  /** What was asked of it last in this phase. */
  readonly step?: Step | undefined;
  /** What AWS said when it last refused to take it out or bring it in, and in which phase; of no other phase. */
  readonly refused?: { readonly phase: Phase; readonly reason: string } | undefined;
  /** How many steps have been sent in this phase. */
  readonly attempts: number;
  /** When it was begun with: it holds a slot from then on, and counts if it fails. */
  readonly begun?: number | undefined;
  /** When it last said something in this phase. */
  readonly heard?: number | undefined;
  /** When it was last asked to reboot, and the id of the boot that it was to leave. */
  readonly reboot?: { readonly at: number; readonly boot: string } | undefined;
  /** Since when it has been seen not to serve, or not to be reachable, while it waits; of a canary that is done, while others wait for it. */
  readonly away?: number | undefined;
  /** Since when AWS has not shown it. */
  readonly missing?: number | undefined;
  /** That we have taken it out, and what it was before: what was out before is never brought in by us. */
  readonly out?:
    | {
        readonly at: number;
        readonly was: 'in' | 'out';
        /** That it was: ports need not be those of the target group. */
        readonly targets?: readonly Target[] | undefined;
        /** Of ECS: where the cluster cannot be looked at it is brought in by this. */
        readonly containerInstance?: string | undefined;
      }
    | undefined;
  /** When it was in service again; in a fleet without a service, when it was left as it had been before. */
  readonly in?: number | undefined;
  /** What it reported before it was patched, and last. */
  readonly before?: HostReport | undefined;
  readonly after?: HostReport | undefined;
  readonly failure?: Failure | undefined;
  /** In a fleet without a service: what it failed of in an earlier run, as long as it has not said in this one that it is well. */
  readonly unwell?: Failure | undefined;
  /** That it failed in the last run that began with it: others go before it. */
  readonly hasFailed?: true | undefined;
  /** Why it was left out; of phase `skipped`. */
  readonly skipped?: Held | undefined;
  readonly name?: string | undefined;
  readonly zone: string;
  /** When it was last brought to a release, in this run or an earlier one. */
  readonly updated?: number | undefined;
}

/**
 * `checking`: asked what there is to update; still in service. `waiting`: there is something. `taking-out` → `patching` → `rebooting` (where
 * it has to) → `verifying` → `bringing-in` → `soaking` → `done`. `restoring`: brought in after a failure that left it as it was, or an
 * abort; ends as `failed`, or `skipped` after an abort. `failed`: kept out where it was taken out and is not well. `gone`: there is no such
 * host any more.
 */
export type Phase =
  | 'checking'
  | 'waiting'
  | 'taking-out'
  | 'patching'
  | 'rebooting'
  | 'verifying'
  | 'bringing-in'
  | 'soaking'
  | 'restoring'
  | 'done'
  | 'skipped'
  | 'failed'
  | 'gone';
