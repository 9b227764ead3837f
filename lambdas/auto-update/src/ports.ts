import type { HostFleet } from './config.ts';
import type { PromotionRecord } from './release.ts';
import type { RunReport } from './plan-types.ts';
import type { Control } from './control.ts';
import type { FleetState } from './state.ts';
import type { HostRecord } from './host-record.ts';
import type { Step, StepAction } from './step.ts';
import type { Told } from './told.ts';
import type { Agent, Gates, Host, Placed, StepOutcome, Target } from './view.ts';
import type { Policy } from './config/policy.ts';

/** State of fleets in the table. Rejects with KmscryptError. */
export interface Store {
  /**
   * Takes a fleet for one tick: raises its fence. What is written afterwards is refused once somebody else has taken it.
   * @returns undefined while somebody else has it, whose time is not over.
   */
  take(fleet: string, signal: AbortSignal): Promise<Taken | undefined>;
  /** Without taking it, for operators. */
  look(fleet: string, signal: AbortSignal): Promise<Looked>;
  /** Over what others wish, and nothing else; in one step. */
  wish(fleet: string, change: (control: Control) => Control, signal: AbortSignal): Promise<Control>;
  /** Reports of ended runs, the newest first. */
  reports(fleet: string, most: number, signal: AbortSignal): Promise<readonly RunReport[]>;
  /** Fleets that have a run under way, those that the config no longer has among them. */
  active(signal: AbortSignal): Promise<readonly string[]>;
  /** When fleets were last ticked, by name; 0: never. */
  lastTicks(fleets: readonly string[], signal: AbortSignal): Promise<Readonly<Record<string, number>>>;
}

export interface Looked {
  readonly state: FleetState;
  readonly control: Control;
  readonly records: Readonly<Record<string, HostRecord>>;
  /** When it was looked at, by the clock of the table. */
  readonly at?: number | undefined;
  /** Who has it now, until when. */
  readonly lease?: { readonly fence: number; readonly until: number } | undefined;
}

export interface Taken extends Looked {
  readonly fence: number;
  /** By the clock of the table; goes on without asking it. */
  now(): number;
  /** Whether the time of the lease is not over, by a clock that nobody puts, counted from before it was asked for. */
  isOurs(): boolean;
  /** What the Lambda's own clock is wrong by, in milliseconds; positive: it is ahead. */
  readonly clockOff: number;
  /** Whether a run before this one had not given it back. */
  readonly wasLeft: boolean;
  /**
   * Writes state and records in steps of at most 100 items; each only if the fence is still ours. What has been written stays.
   * @returns false where somebody else has taken it: nothing more may be done.
   */
  save(change: Saved, signal: AbortSignal): Promise<boolean>;
  /** Gives it back. */
  release(signal: AbortSignal): Promise<void>;
}

export interface Saved {
  readonly state?: FleetState | undefined;
  readonly records: readonly HostRecord[];
  readonly report?: RunReport | undefined;
  /** Ids of hosts whose records are deleted. */
  readonly forgotten?: readonly string[] | undefined;
}

export interface RunHosts {
  /** Targets that hosts had when we took them out, by id: they are judged by those too. */
  readonly had: Readonly<Record<string, readonly Target[]>>;
  /** Ids of those under way: they are of the fleet to their end, whatever tags they have by then. */
  readonly underWay: readonly string[];
}

/** Hosts of in-place fleets and clusters. Every method reads every page, or rejects with KmscryptError: never a part. */
export interface Hosts {
  /**
   * All hosts of the fleet, without tasks and agents.
   *
   * @param run what the run under way knows of hosts
   */
  all(fleet: HostFleet, signal: AbortSignal, run?: RunHosts): Promise<readonly Host[]>;
  /** By id of the instance. */
  agents(ids: readonly string[], signal: AbortSignal): Promise<Readonly<Record<string, Agent>>>;
  /** Of hosts of a cluster, by id of the instance. */
  tasks(
    fleet: HostFleet,
    hosts: readonly Host[],
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, NonNullable<Host['tasks']>>>>;
  /** Hosts that are out already are left as they are. Rejects never. @returns hosts that it could not be done for, and why. */
  takeOut(fleet: HostFleet, hosts: readonly Placed[], signal: AbortSignal): Promise<readonly NotDone[]>;
  bringIn(fleet: HostFleet, hosts: readonly Placed[], signal: AbortSignal): Promise<readonly NotDone[]>;
  /** Sends one step to each of the hosts: commands of at most 50 hosts. Rejects never: what was sent has to be known. */
  send(command: SentSteps, signal: AbortSignal): Promise<Sent>;
  /** What became of commands, by id of the host. */
  outcomes(steps: readonly AskedStep[], signal: AbortSignal): Promise<Readonly<Record<string, StepOutcome>>>;
}

export interface Sent {
  /** SSM's ids, by host. */
  readonly commands: Readonly<Record<string, string>>;
  /** Hosts that it was not sent to, as far as is known, and why. */
  readonly notDone: readonly NotDone[];
}

export interface NotDone {
  readonly host: string;
  readonly reason: string;
  /** Whether it may have been done nevertheless: AWS did not refuse it, its answer did not come. */
  readonly mayHave?: true | undefined;
}

export interface SentSteps {
  readonly action: StepAction;
  /** One id for all hosts of a command. */
  readonly step: string;
  /** Ids. */
  readonly hosts: readonly string[];
  readonly scope: Policy['packages'];
  /** Empty: none. */
  readonly pin: string;
  readonly services: readonly string[];
  /** How long the script may take. */
  readonly minutes: number;
}

export interface AskedStep {
  readonly host: string;
  readonly step: Step;
}

/** What may hold everything back. Never rejects: what cannot be read is among `unreadable`. */
export interface GateReader {
  gates(policy: Pick<Policy, 'alarms'>, freeze: string | undefined, signal: AbortSignal): Promise<Gates>;
}

/** The table in shared-services. Rejects with KmscryptError. */
export interface Promotions {
  /** Undefined where the environment has said nothing yet. */
  read(environment: string, fleet: string, signal: AbortSignal): Promise<PromotionRecord | undefined>;
  /** Changes what this environment says. */
  write(
    fleet: string,
    change: (record: PromotionRecord) => PromotionRecord,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Rejects with KmscryptError. */
export interface Notifier {
  tell(told: Told, signal: AbortSignal): Promise<void>;
}
