import type { StepResult } from './host-report.ts';

/** A fleet, as AWS shows it at one time. */
export interface FleetView {
  /** When it was looked at, in milliseconds since the epoch, by the clock of the table. */
  readonly at: number;
  /** Every host that is not terminated. */
  readonly hosts: readonly Host[];
  /** What became of the steps that were under way, by id of the host. */
  readonly steps: Readonly<Record<string, StepOutcome>>;
  /** Why there are no hosts, where that is not by their tags alone: `there is no cluster web`. */
  readonly problem?: string | undefined;
  /** Why tasks could not be counted; absent where they could, or were not asked for. */
  readonly uncounted?: string | undefined;
}

export interface Host {
  /** Of the instance. */
  readonly id: string;
  /** Its tag `Name`. */
  readonly name?: string | undefined;
  readonly zone: string;
  /** `x86_64`, `arm64`. */
  readonly architecture: string;
  readonly image: string;
  /** In milliseconds since the epoch; 0: not known. */
  readonly launched: number;
  /** When it got its disk, which a stop and start leaves as it is; absent where that is not known. */
  readonly made?: number | undefined;
  /** It has lost the tags of its fleet while a run was at work on it. */
  readonly isStranger?: true | undefined;
  /** It is stopped, or about to be. */
  readonly isStopped?: true | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Runs, its status checks do not fail, and it serves wherever it has to: ECS, target groups. */
  readonly isServing: boolean;
  /** Why it does not serve: one line. */
  readonly why?: string | undefined;
  /** Whether it is given work: `leaving` still has some. Always `in` where there is neither ECS nor a target group. */
  readonly service: 'in' | 'leaving' | 'out';
  /** In some of its target groups and not in others: there is something to take out, and something to bring in. */
  readonly isPartly?: true | undefined;
  /** Its targets; of a host that we have taken out, those that it had. */
  readonly targets?: readonly Target[] | undefined;
  /** Of ECS. */
  readonly containerInstance?: string | undefined;
  /** Tasks of ECS that are not stopped, those that are stopping counted; only of hosts that this was asked for. Daemons are left out. */
  readonly tasks?: { readonly ofServices: number; readonly others: number } | undefined;
  /** The agent of SSM; only of hosts that this was asked for. */
  readonly agent?: Agent | undefined;
}

/** Where a host is, or was, in service: all that it takes to take it out or bring it in. */
export type Placed = Pick<Host, 'id' | 'targets' | 'containerInstance'>;

export interface Target {
  /** The ARN of the target group. */
  readonly group: string;
  readonly port: number;
}

export interface Agent {
  /** Whether SSM knows the host at all, and can reach it. */
  readonly isOnline: boolean;
  readonly isKnown: boolean;
  /** As SSM calls it, such as `Amazon Linux`; empty where it is not known. */
  readonly platform: string;
}

/**
 * `pending`: not known yet. `lost`: it never reached the host, or its answer cannot be read. `answered`: the host says so.
 */
export type StepOutcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'answered'; readonly result: StepResult };

/** What may hold everything back, as it is now. */
export interface Gates {
  /** Names of alarms of the policy that fire. */
  readonly alarms: readonly string[];
  /** What the freeze parameter says where it holds everything back. */
  readonly frozen?: string | undefined;
  /** What could not be read: nothing is begun with then. */
  readonly unreadable: readonly string[];
  /** What people should know and holds nothing back, such as a freeze parameter that is not there. */
  readonly notes?: readonly string[] | undefined;
}
