import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { type Input, plainFile, tokensFile } from '../inputs.ts';
import { ageKeygen, missing, sops } from '../peers.ts';
import type { Stage } from '../stage.ts';
import { type Entry, timedTable } from '../timed-table.ts';
import { dotenvxRun } from './dotenvx-run.ts';
import { sopsAgeFile } from './sops-file.ts';
import type { Suite } from './suite.ts';

const COUNT = 500;
const DOTENVX = `dotenvx run, ${COUNT} values`;
const SOPS = `sops decrypt with age, ${COUNT} values`;

/** Secrets that take no AWS. */
export const localKey: Suite = {
  name: 'local-key',
  async run(stage) {
    const peers = { sops: sops(), keygen: ageKeygen() };
    const apart = await tokensFile(stage, { count: COUNT, local: true });
    const together = await tokensFile(stage, { count: COUNT, local: true, envelope: true });
    const entries = ([name, kmscrypt]: [string, readonly string[]]): Entry[] => [
      ownEntry(`${name}, one data key`, kmscrypt, together),
      ownEntry(`${name}, a data key each`, kmscrypt, apart),
    ];
    return timedTable(stage, {
      title: `The local key, ${COUNT} secrets`,
      notes: missing(peers.sops, peers.keygen),
      runs: 11,
      entries: [
        { name: DOTENVX, ...dotenvxRun(stage, COUNT) },
        ...('argv' in peers.sops && 'argv' in peers.keygen
          ? [sopsEntry(stage, peers.sops.argv, peers.keygen.argv)]
          : []),
        ...entries(['kmscrypt decrypt on Node', stage.kmscrypt.node]),
        ...entries(['standalone kmscrypt decrypt', stage.kmscrypt.standalone]),
      ],
    });
  },
};

function ownEntry(name: string, kmscrypt: readonly string[], { path, plain }: Input): Entry {
  return {
    name,
    argv: [...kmscrypt, 'decrypt', path],
    prints: plain,
    compare: [{ fasterThan: DOTENVX, atLeast: 10 }, { with: SOPS }],
  };
}

function sopsEntry(stage: Stage, command: readonly string[], keygen: readonly string[]): Entry {
  const keyFile = join(stage.folder, 'age.key');
  runCommand(stage, { argv: [...keygen, '-o', keyFile] });
  const publicKey = runCommand(stage, { argv: [...keygen, '-y', keyFile] }).stdout.trim();
  return {
    name: SOPS,
    argv: [...command, 'decrypt', sopsAgeFile(stage, command, COUNT, publicKey)],
    env: { SOPS_AGE_KEY_FILE: keyFile },
    prints: plainFile(stage, COUNT).plain,
  };
}
