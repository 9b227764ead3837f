import { type Logger, reasonOf } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import type { SyncConfig } from './config.ts';
import { behindOf, type HostBehind } from './hosts/behind.ts';
import { withLate } from './hosts/late.ts';
import { type EndedRevocation, endedRevocations } from './hosts/revocations.ts';
import type { RunningHost } from './hosts/running-host.ts';
import { ownOf } from './own-of.ts';
import type { Fleet, Instance, Store } from './ports.ts';
import type { HostRecord, State } from './state.ts';

export interface HostsInput {
  readonly state: State;
  readonly config: SyncConfig;
  readonly fleet: Pick<Fleet, 'instances'>;
  readonly store: Pick<Store, 'reports'>;
  /** In milliseconds since the epoch. */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** What the hosts of all groups are found to have. */
export interface HostsSeen {
  /** What is known of those that run, by ARN; for the state. */
  readonly hosts: Readonly<Record<string, HostRecord>>;
  readonly running: readonly RunningHost[];
  readonly behind: readonly HostBehind[];
  /** Whose last run refused its manifest, or failed; or whose report cannot be read. */
  readonly failed: readonly RunningHost[];
  /** Host groups whose manifest has expired. */
  readonly expired: readonly string[];
  /** Revocations that need not be looked for any longer. */
  readonly done: readonly EndedRevocation[];
  /** What could not be looked at. */
  readonly failures: readonly HostsFailure[];
}

export interface HostsFailure {
  readonly what: 'instances' | 'reports';
  /** Of instances. */
  readonly hostGroup?: string | undefined;
  readonly reason: string;
}

const GROUPS_AT_ONCE = 10;

/** Looks at which hosts run, and at what they have reported. What cannot be read of one host group stops no other. */
export async function hostsOf(input: HostsInput): Promise<HostsSeen> {
  const { state, config, now } = input;
  const [found, reports] = await Promise.all([findInstances(input), readReports(input)]);
  const known = { ...state.hosts, ...reports.hosts };
  const running = found.flatMap(({ hostGroup, instances = [] }) =>
    instances.map((instance) => {
      const { arn } = instance;
      const said = known[arn];
      const manifest = ownOf(state.manifests, hostGroup);
      const record = said && withLate(said, { before: state.hosts[arn], manifest });
      return { hostGroup, instance, record, refused: reports.refused.get(arn) };
    }),
  );
  const unread = new Set(
    found.flatMap(({ hostGroup, instances }) => (instances === undefined ? [hostGroup] : [])),
  );
  const manifests = Object.entries(state.manifests).filter(([name]) => Object.hasOwn(config.hosts, name));
  return {
    hosts: kept(known, { running, unread }),
    running,
    behind: behindOf(running, { manifests: state.manifests, behindAfter: config.behindAfter, now }),
    failed: running.filter(
      ({ record, refused }) =>
        refused !== undefined || record?.result === 'refused' || record?.result === 'failed',
    ),
    expired: manifests.flatMap(([name, { put, expires }]) => (put > 0 && expires <= now ? [name] : [])),
    done: endedRevocations(state.revocations, {
      running,
      isWatched: (hostGroup) => Object.hasOwn(config.hosts, hostGroup),
      isRead: (hostGroup) => reports.failure === undefined && !unread.has(hostGroup),
      now,
    }),
    failures: [
      ...found.flatMap(({ failure }) => failure ?? []),
      ...(reports.failure === undefined ? [] : [reports.failure]),
    ],
  };
}

interface FoundInstances {
  readonly hostGroup: string;
  /** Absent where they could not be read. */
  readonly instances?: readonly Instance[] | undefined;
  readonly failure?: HostsFailure | undefined;
}

async function findInstances({
  config,
  fleet,
  signal,
  logger,
}: HostsInput): Promise<readonly FoundInstances[]> {
  return pLimit(GROUPS_AT_ONCE).map(Object.keys(config.hosts), async (hostGroup): Promise<FoundInstances> => {
    try {
      return { hostGroup, instances: await fleet.instances(hostGroup, signal) };
    } catch (error) {
      const reason = reasonOf(error);
      logger.error('the hosts of a group cannot be read', { hostGroup, reason });
      return { hostGroup, failure: { what: 'instances', hostGroup, reason } };
    }
  });
}

interface ReadReports {
  readonly hosts: Readonly<Record<string, HostRecord>>;
  /** Why a report cannot be read, by ARN. */
  readonly refused: ReadonlyMap<string, string>;
  readonly failure?: HostsFailure | undefined;
}

async function readReports({ state, store, signal, logger }: HostsInput): Promise<ReadReports> {
  const refused = new Map<string, string>();
  try {
    const hosts = await store.reports(
      state.hosts,
      signal,
      ({ arn, reason }) => void refused.set(arn, reason),
    );
    return { hosts, refused };
  } catch (error) {
    const reason = reasonOf(error);
    logger.error('the reports of hosts cannot be read', { reason });
    return { hosts: {}, refused, failure: { what: 'reports', reason } };
  }
}

/** Of hosts that run, and of those of whom that is not known. */
function kept(
  known: Readonly<Record<string, HostRecord>>,
  { running, unread }: { readonly running: readonly RunningHost[]; readonly unread: ReadonlySet<string> },
): Readonly<Record<string, HostRecord>> {
  return Object.fromEntries([
    ...Object.entries(known).filter(([, { hostGroup }]) => unread.has(hostGroup)),
    ...running.flatMap(({ instance: { arn }, record }) =>
      record === undefined ? [] : [[arn, record] as const],
    ),
  ]);
}
