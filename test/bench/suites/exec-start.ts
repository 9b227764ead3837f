import { envFile } from '../config-file.ts';
import { encrypt } from '../inputs.ts';
import { keyOf, valueOf } from '../names.ts';
import { chamber, missing, type Peer, shush, sops } from '../peers.ts';
import type { Env, Stage } from '../stage.ts';
import { type Entry, timedTable } from '../timed-table.ts';
import { dotenvxRun } from './dotenvx-run.ts';
import { sopsKmsFile } from './sops-file.ts';
import type { Suite } from './suite.ts';

/** How many secrets, the form in which ours stand, and what is asked of the standalone executable beside sops. */
const CASES = [
  { count: 1, form: 'blobs', atMost: 1.15 },
  { count: 50, form: 'envelope', atMost: 1.5 },
  { count: 500, form: 'envelope', atMost: 1.5 },
] as const;

/** How long a command waits for its decrypted environment. */
export const execStart: Suite = {
  name: 'exec-start',
  async run(stage) {
    const peers = { sops: sops(), chamber: chamber(), shush: shush() };
    const entries: Entry[] = [];
    for (const each of CASES) {
      entries.push(...(await peerEntries(stage, each.count, peers)), ...(await ownEntries(stage, each)));
    }
    return timedTable(stage, {
      title: 'A command that prints the last of the secrets in its environment',
      notes: [
        'ours in a dotenv file: one as a blob, several under one data key, as sops has a file; dotenvx makes no calls',
        ...missing(...Object.values(peers)),
      ],
      runs: 15,
      entries,
    });
  },
};

async function ownEntries(
  stage: Stage,
  { count, form, atMost }: (typeof CASES)[number],
): Promise<readonly Entry[]> {
  const file = await envFile(stage, form, count);
  const args = ['exec', '--env-file', file, '--', 'printenv', keyOf(count - 1)];
  const prints = valueOf(count - 1);
  const byDotenvx = { with: `dotenvx run, ${count}` };
  const bySops = { with: `sops exec-env, ${count}` };
  return [
    {
      name: `standalone kmscrypt exec, ${count}`,
      argv: [...stage.kmscrypt.standalone, ...args],
      prints,
      compare: [{ ...bySops, atMost }, byDotenvx],
    },
    {
      name: `kmscrypt exec on Node, ${count}`,
      argv: [...stage.kmscrypt.node, ...args],
      prints,
      compare: [bySops, byDotenvx],
    },
  ];
}

async function peerEntries(
  stage: Stage,
  count: number,
  peers: Readonly<Record<'sops' | 'chamber' | 'shush', Peer>>,
): Promise<readonly Entry[]> {
  const key = keyOf(count - 1);
  const prints = valueOf(count - 1);
  const entries: Entry[] = [];
  if ('argv' in peers.sops) {
    const { argv } = peers.sops;
    const file = sopsKmsFile(stage, argv, count);
    entries.push({
      name: `sops exec-env, ${count}`,
      argv: [...argv, 'exec-env', file, `exec printenv ${key}`],
      prints,
    });
  }
  entries.push({ name: `dotenvx run, ${count}`, ...dotenvxRun(stage, count) });
  if ('argv' in peers.chamber) {
    // It makes upper case of names.
    const argv = [...peers.chamber.argv, 'exec', `bench/${count}`, '--', 'printenv', key.toUpperCase()];
    entries.push({ name: `chamber exec, ${count}`, argv, prints, maxRuns: 5 });
  }
  if ('argv' in peers.shush) {
    const argv = [...peers.shush.argv, 'exec', '--', 'printenv', key];
    const env = await shushVariables(stage, count);
    entries.push({ name: `shush exec, ${count}`, argv, env, prints, maxRuns: 3 });
  }
  return entries;
}

/** What it decrypts are variables with a prefix, each a blob. */
async function shushVariables(stage: Stage, count: number): Promise<Env> {
  const values = Array.from({ length: count }, (_, index) => valueOf(index));
  const tokens = await encrypt(stage, {}, values);
  return Object.fromEntries(
    tokens.map((token, index) => [`KMS_ENCRYPTED_${keyOf(index)}`, token.replace('kmscrypt::', '')]),
  );
}
