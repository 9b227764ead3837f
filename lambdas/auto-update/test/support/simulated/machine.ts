/** A host, as it is in truth. */
export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly image: string;
  /** Of its last start: EC2 changes it when a host is stopped and started. */
  launched: number;
  readonly tags: Readonly<Record<string, string>>;
  state: 'pending' | 'running' | 'shutting-down' | 'terminated';
  /** When it was terminated. */
  terminated?: number | undefined;
  /** What EC2 sees of it. */
  checks: 'initializing' | 'ok' | 'impaired';
  /** The agent of SSM: whether it is there at all, and whether it answers. */
  hasAgent: boolean;
  isOnline: boolean;
  /** Whether its system runs: not while it starts anew. */
  isUp: boolean;
  /** Whether its agent of ECS, or its answers to health checks, are away for a moment. */
  blinks: boolean;
  /** What its services say. */
  isWell: boolean;
  /** Raised by each start. */
  boots: number;
  /** Raised whenever packages are changed. */
  versions: number;
  updates: number;
  security: number;
  needsReboot: boolean;
  readonly platform: string;
  /** What its packages are pinned to. */
  pin: string;
  readonly temper: Temper;
  /** Steps that it has had, by id. */
  readonly had: Map<string, HadStep>;
  /** Whatever is at work on its packages. */
  busyUntil: number;
}

/** How a host takes what is done with it; in milliseconds. */
export interface Temper {
  patchTime: number;
  bootTime: number;
  /** What a check says; `fails`: it cannot tell what there is to update. */
  check: 'good' | 'fails';
  /** What a patch does. `silent`: says ok, and nothing has changed. `partly`: says ok, and there are updates left. */
  patch: 'good' | 'fails' | 'breaks' | 'silent' | 'partly' | 'refuses' | 'hangs';
  /** What a start does. `stays`: it says that it will, and does not. */
  reboot: 'good' | 'unhealthy' | 'never-back' | 'stays' | 'impaired';
  /** Of EC2 and services, that still show a short time after a start. */
  settleTime: number;
}

export interface HadStep {
  readonly action: string;
  /** Absent while it is at work. */
  answer?: Answer | undefined;
}

/** What a script says at the end of a step, besides the state of its host. */
export interface Answer {
  readonly action: string;
  readonly result: 'ok' | 'nothing' | 'failed' | 'refused' | 'running';
  readonly packages: 'unchanged' | 'changed' | 'broken';
  readonly changes?: readonly string[] | undefined;
  readonly problems?: readonly string[] | undefined;
}

export const GOOD: Temper = {
  patchTime: 120_000,
  bootTime: 60_000,
  check: 'good',
  patch: 'good',
  reboot: 'good',
  settleTime: 0,
};

/** A host that runs and is well, and has something to update; all of it can be said otherwise. */
export function machineOf(given: Partial<Machine> & { readonly id: string }): Machine {
  return {
    name: given.id.replace(/^i-0*/, 'host-'),
    zone: 'eu-central-1a',
    architecture: 'x86_64',
    image: 'ami-00000000000000001',
    launched: 0,
    tags: {},
    state: 'running',
    checks: 'ok',
    hasAgent: true,
    isOnline: true,
    isUp: true,
    blinks: false,
    isWell: true,
    boots: 1,
    versions: 1,
    updates: 3,
    security: 2,
    needsReboot: false,
    platform: 'debian-12',
    pin: 'none',
    temper: { ...GOOD },
    had: new Map(),
    busyUntil: 0,
    ...given,
  };
}

/** `i-` and 17 hex digits. */
export function instanceId(number: number): string {
  return `i-${number.toString(16).padStart(17, '0')}`;
}

/** Whether there is such a host still, for those who look. */
export function isThere({ state }: Machine): boolean {
  return state !== 'terminated';
}
