import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import { deployedManifest } from '../../support/cdk/deployed-manifest.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { logOf } from '../../support/cdk/function-log.ts';
import type { Keys } from '../../support/cdk/sessions.ts';
import { keyBucketOfHost } from '../../support/cdk/ssh-host-sessions.ts';
import { deployedHosts, hostsIn, instanceArn, instancesOf } from '../../support/cdk/ssh-hosts-of.ts';
import { operatorOf, sendToSync, TICK } from '../../support/cdk/ssh-key-queue.ts';
import { refusedIn } from '../../support/ministack/policy.ts';

/** In milliseconds, from a look at the hosts to its metrics; a host is behind after a minute. */
const PATIENCE = 30_000;
const LONG = 120_000;

type Metrics = Readonly<Record<string, unknown>>;
type Host = readonly [hostGroup: string, instance: string];

export interface SshHostsOptions {
  /** Those of the config. */
  readonly hostGroups: readonly string[];
  /** The host group whose first host has written what is no report. */
  readonly wroteJunk: string;
  /** Whether to wait until hosts are behind, which takes a minute. */
  readonly isSoak: boolean;
}

/** After the keys: what hosts report, and what the Lambda says of them. */
export function describeSshHosts(
  deployment: () => Deployment,
  { hostGroups, wroteJunk, isSoak }: SshHostsOptions,
): void {
  let operator: Keys;

  const log = (): Promise<string> => {
    const { clients, config } = deployment();
    return logOf(clients(placeOf(config, 'security')), namesOf(config).sshKeys);
  };

  /** Has the Lambda look at the hosts until it sees them so; answers with its log since. */
  async function seen(isWanted: (metrics: Metrics) => boolean, patience = PATIENCE): Promise<string> {
    const before = (await log()).length;
    for (const end = Date.now() + patience; Date.now() < end;) {
      await sendToSync(deployment(), operator, TICK);
      for (let times = 0; times < 10; times += 1) {
        await delay(300);
        const found = (await log()).slice(before);
        if (metricsIn(found).some(isWanted)) return found;
      }
    }
    throw new Error(`no run has the metrics that it should have:\n${(await log()).slice(before)}`);
  }

  /** A host's report that the manifest which is there is in force, with what its last run came to. */
  async function report([hostGroup, instance]: Host, result: 'applied' | 'failed'): Promise<void> {
    const hosts = hostsIn(deployment(), hostGroup);
    const manifest = await deployedManifest(deployment(), hostGroup);
    if (manifest === undefined) throw new Error(`${hostGroup} has no manifest`);
    const arn = instanceArn(hosts, instance);
    const now = Math.floor(Date.now() / 1000);
    const lines = [
      'kmscrypt-ssh-keys-status 1',
      `instance ${arn}`,
      `group ${hostGroup}`,
      `version ${manifest.version}`,
      `sha256 ${manifest.sha256}`,
      `result ${result}`,
      `applied ${now}`,
      `at ${now}`,
      `users ${manifest.users.size}`,
      'script 0123456789ab',
      ...(result === 'failed' ? ['problem the disk is full'] : []),
    ];
    const bucket = await keyBucketOfHost(deployment(), hosts, instance);
    await bucket.put(`status/${arn}`, `${lines.join('\n')}\n`);
  }

  async function allHosts(): Promise<readonly Host[]> {
    const groups = [...deployedHosts(deployment())].map(async ([name, hosts]) =>
      (await instancesOf(hosts)).map((instance) => [name, instance] as const),
    );
    return (await Promise.all(groups)).flat();
  }

  describe('a host', () => {
    beforeAll(async () => {
      operator = await operatorOf(deployment());
    });

    it.runIf(isSoak)('is behind after a minute without a report', { timeout: 2 * LONG }, async () => {
      const hosts = await allHosts();
      const found = await seen(({ HostsBehind }) => HostsBehind === hosts.length, LONG);
      const behind = linesIn(found).filter(({ message }) => message === 'host behind');
      const [unreadable] = await instancesOf(hostsIn(deployment(), wroteJunk));
      expect(new Map(behind.map(({ id, why }) => [id, why]))).toEqual(
        new Map(
          hosts.map(([, instance]) => [
            instance,
            instance === unreadable ? 'its report cannot be read' : 'has not reported',
          ]),
        ),
      );
    });

    it('is known by its report: what it has, what has failed, and that who left is gone', async () => {
      const [first, ...others] = await allHosts();
      if (first === undefined) throw new Error('there is no host');
      expect(others).toHaveLength(hostGroups.length);
      await report(first, 'failed');
      for (const each of others) await report(each, 'applied');
      const hosts = { Hosts: others.length + 1, HostsBehind: 0 };
      const before = await seen(fits({ ...hosts, HostsFailed: 1 }));
      expect(linesIn(before)).toContainEqual(
        expect.objectContaining({
          message: 'host failed',
          arn: instanceArn(hostsIn(deployment(), first[0]), first[1]),
          problems: ['the disk is full'],
        }),
      );
      await report(first, 'applied');
      const after = await seen(fits({ ...hosts, HostsFailed: 0 }));
      expect(refusedIn(after)).toEqual([]);
      const latencies = metricsIn(await log()).flatMap(({ RevocationLatency }) => RevocationLatency ?? []);
      expect(latencies.flat().length).toBeGreaterThanOrEqual(hostGroups.length);
    });
  });
}

function fits(wanted: Metrics): (metrics: Metrics) => boolean {
  return (metrics) => Object.entries(wanted).every(([name, value]) => metrics[name] === value);
}

function metricsIn(log: string): readonly Metrics[] {
  return linesIn(log).filter((line) => '_aws' in line);
}

function linesIn(log: string): readonly Metrics[] {
  return log.split('\n').flatMap((line): Metrics[] => {
    if (!line.startsWith('{')) return [];
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null ? [{ ...read }] : [];
  });
}
