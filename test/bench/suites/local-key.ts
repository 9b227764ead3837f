import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { type Input, plainFile, tokensFile } from '../inputs.ts';
import { keyOf, valueOf } from '../names.ts';
import { ageKeygen, dotenvx, missing, sops } from '../peers.ts';
import type { Stage } from '../stage.ts';
import { type Entry, timedTable } from '../timed-table.ts';
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
        dotenvxEntry(stage),
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

/** All 500 are in the environment of the program that dotenvx starts; it prints one of them. */
function dotenvxEntry(stage: Stage): Entry {
  const path = join(stage.folder, '.env');
  writeFileSync(
    path,
    Array.from({ length: COUNT }, (_, index) => `${keyOf(index)}="${valueOf(index)}"\n`).join(''),
  );
  runCommand(stage, { argv: [...dotenvx(), 'encrypt', '--no-armor', '-f', path] });
  if (!readFileSync(path, 'utf8').includes('encrypted:')) throw new Error('dotenvx encrypted nothing');
  const last = COUNT - 1;
  return {
    name: DOTENVX,
    argv: [...dotenvx(), 'run', '-q', '-f', path, '--', 'printenv', keyOf(last)],
    prints: valueOf(last),
    maxRuns: 3,
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
