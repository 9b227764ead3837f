import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMoto } from '../../support/moto/start.ts';
import { findRig } from '../../support/rig/find.ts';
import { type KeyFleet, makeKeyFleet, TICK } from '../../support/rig/key-fleet.ts';
import { startKeyHost } from '../../support/rig/key-host.ts';
import { makeKey } from '../../support/rig/ssh-key.ts';
import { type Sshd, startSshd } from '../../support/rig/sshd.ts';
import { showProgress } from '../progress.ts';
import type { Row, Table } from '../table.ts';
import type { Suite } from './suite.ts';

const TITLE =
  'ssh-key-sync: from the event of a deactivated key to a door that is closed, 50 users on the host';
const RUNS = 15;
const USERS = 50;

/** Our part of the time that a revocation takes: the Lambda, cold, its command, and the host. */
export const sshKeysRevocation: Suite = {
  name: 'ssh-keys-revocation',
  async run({ quick }) {
    const rig = findRig();
    if ('reason' in rig) return tableOf([], `left out: ${rig.reason}`);
    const moto = await startMoto();
    if ('reason' in moto) return tableOf([], `left out: ${moto.reason}`);
    const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-bench-'));
    try {
      await using here = await startKeyHost({ layers: [rig.root], endpoint: moto.endpoint });
      const sshd = await startSshd(here.host);
      const fleet = await makeKeyFleet(here, { config: { removals: { percent: 100 } } });
      return tableOf(await measure({ fleet, sshd, folder, runs: quick ? Math.ceil(RUNS / 3) : RUNS }));
    } finally {
      showProgress('');
      rmSync(folder, { recursive: true, force: true });
      await moto.stop();
    }
  },
};

interface Measuring {
  readonly fleet: KeyFleet;
  readonly sshd: Sshd;
  readonly folder: string;
  readonly runs: number;
}

async function measure({ fleet, sshd, folder, runs }: Measuring): Promise<readonly Row[]> {
  const key = makeKey(folder, 'rsa', 2048);
  const ids: string[] = [];
  for (let index = 0; index < USERS; index += 1) {
    await fleet.addUser(nameOf(index), 'ssh-users');
    ids.push(await fleet.upload(nameOf(index), key));
  }
  await fleet.send(TICK);
  const whole: number[] = [];
  const lambda: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    showProgress(`${TITLE}: ${run + 1}/${runs}`);
    if ((await sshd.login(nameOf(run), key)) === null) throw new Error(`${nameOf(run)} has no access`);
    const event = await fleet.deactivate(nameOf(run), ids[run] ?? '');
    const began = performance.now();
    const { duration } = await fleet.send(event);
    whole.push(performance.now() - began);
    lambda.push(duration);
    if ((await sshd.login(nameOf(run), key)) !== null) throw new Error(`${nameOf(run)} still has access`);
  }
  return [rowOf('event to closed door', whole), rowOf('of which the Lambda, a new process', lambda)];
}

function nameOf(index: number): string {
  return `user-${index}`;
}

function rowOf(name: string, times: readonly number[]): Row {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number): string => seconds(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return { name, cells: [at(0.5), at(1), String(times.length)], claims: [] };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function tableOf(rows: readonly Row[], ...more: readonly string[]): Table {
  const notes = [
    'moto is IAM, S3 and SSM; the document is run as the agent does, at once; delivery of events and commands on AWS comes on top',
    ...more,
  ];
  return { title: TITLE, notes, columns: ['median', 'longest', 'runs'], rows };
}
