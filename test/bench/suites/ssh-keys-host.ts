import { createHash } from 'node:crypto';
import { startMoto } from '../../support/moto/start.ts';
import { findRig } from '../../support/rig/find.ts';
import { expectStatus, installArgs, type KeyHost, startKeyHost } from '../../support/rig/key-host.ts';
import type { UserLines } from '../../support/rig/manifest.ts';
import { showProgress } from '../progress.ts';
import type { Row, Table } from '../table.ts';
import type { Suite } from './suite.ts';

const TITLE = 'The script of ssh-key-sync on a host, 500 users with 2 keys each';
const USERS = 500;
const RUNS = 7;
const MAX_SECONDS = 2;

/** How long a host works for a manifest that is new to it, and for one that it has. */
export const sshKeysHost: Suite = {
  name: 'ssh-keys-host',
  async run({ quick }) {
    const rig = findRig();
    if ('reason' in rig) return tableOf([], `left out: ${rig.reason}`);
    const moto = await startMoto();
    if ('reason' in moto) return tableOf([], `left out: ${moto.reason}`);
    try {
      await using here = await startKeyHost({ layers: [rig.root], endpoint: moto.endpoint });
      return tableOf(await measure(here, quick ? Math.ceil(RUNS / 3) : RUNS));
    } finally {
      showProgress('');
      await moto.stop();
    }
  },
};

function tableOf(rows: readonly Row[], ...more: readonly string[]): Table {
  const notes = [
    "a Debian of the rig's own with a real useradd; S3 is moto, the metadata service a server of ours, both on the loopback",
    ...more,
  ];
  return { title: TITLE, notes, columns: ['median', 'fastest', 'runs'], rows };
}

async function measure(here: KeyHost, runs: number): Promise<readonly Row[]> {
  const users = Array.from({ length: USERS }, (_, index) => userOf(index));
  const time = async (): Promise<number> => {
    const began = performance.now();
    await expectStatus(here.script('apply'));
    return performance.now() - began;
  };
  showProgress(`${TITLE}: first`);
  await expectStatus(here.script(installArgs(here.bucket)));
  await here.publish({ version: 1, users });
  const first = [await time()];
  const idle: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    showProgress(`${TITLE}: nothing changed, ${run + 1}/${runs}`);
    idle.push(await time());
  }
  const one: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    showProgress(`${TITLE}: one user gone or back, ${run + 1}/${runs}`);
    await here.publish({ version: 2 + run, users: run % 2 === 0 ? users.slice(1) : users });
    one.push(await time());
  }
  const seconds = medianOf(idle) / 1_000;
  const claim = {
    figure: `${seconds.toFixed(2)} s`,
    target: `≤ ${MAX_SECONDS} s`,
    met: seconds <= MAX_SECONDS,
  };
  return [
    rowOf('a manifest of which nobody is there yet', first),
    { ...rowOf('nothing changed', idle), claims: [claim] },
    rowOf('one user gone or back', one),
  ];
}

function rowOf(name: string, times: readonly number[]): Row {
  const show = (time: number): string => `${(time / 1_000).toFixed(2)} s`;
  return {
    name,
    cells: [show(medianOf(times)), show(Math.min(...times)), String(times.length)],
    claims: [],
  };
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN;
}

function userOf(index: number): UserLines {
  const keys = [0, 1].map((key) => keyOf(`${index}/${key}`));
  return { login: `user-${index}`, uid: 20_000 + index, right: index % 10 === 0 ? 'sudo' : 'login', keys };
}

/** A public key whose private part nobody has: https://www.rfc-editor.org/rfc/rfc8709#section-4 */
function keyOf(seed: string): string {
  const type = 'ssh-ed25519';
  const fields = [Buffer.from(type), createHash('sha256').update(seed).digest()];
  const blob = fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return `${type} ${Buffer.concat(blob).toString('base64')}`;
}
