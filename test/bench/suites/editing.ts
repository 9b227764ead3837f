import { copyFileSync } from 'node:fs';
import { BARE_NOTE, bareScript } from '../bare/bundle.ts';
import { tokensFile } from '../inputs.ts';
import { KEY_ID } from '../key-id.ts';
import { keyOf } from '../names.ts';
import { missing, sops } from '../peers.ts';
import type { Stage } from '../stage.ts';
import { type Entry, timedTable } from '../timed-table.ts';
import { sopsKmsFile } from './sops-file.ts';
import type { Suite } from './suite.ts';

const COUNT = 500;
const KEY = keyOf(COUNT / 2);
const BARE = 'bare SDK script that decrypts them, 32 calls at once';
const SOPS_SET = 'sops set, one of 500';
const SOPS_EDIT = 'sops edit, one of 500';
// The file of each run is that of the run before, so that every run changes something.
const env = { KMSCRYPT_KEY_ID: KEY_ID, EDITOR: `sed -i 's/^${KEY}: .*/&x/'` };

/** One of many secrets changed, and all of them rotated. */
export const editing: Suite = {
  name: 'editing',
  async run(stage) {
    const peer = sops();
    const bare = await bareScript(stage);
    const blobs = await tokensFile(stage, { count: COUNT });
    const { node, standalone } = stage.kmscrypt;
    return timedTable(stage, {
      title: `One of ${COUNT} secrets changed, or all rotated`,
      notes: [...missing(peer), BARE_NOTE],
      runs: 11,
      entries: [
        ...('argv' in peer ? sopsEntries(stage, peer.argv) : []),
        ...(await changes(stage, 'standalone kmscrypt', standalone)),
        ...(await changes(stage, 'kmscrypt on Node', node)),
        { name: BARE, ...bare(blobs.path), prints: blobs.plain },
        {
          ...rotation(stage, 'standalone kmscrypt', standalone, blobs.path),
          compare: [{ with: BARE, atMost: 0.7 }],
        },
        { ...rotation(stage, 'kmscrypt on Node', node, blobs.path), compare: [{ with: BARE, atMost: 1.2 }] },
      ],
    });
  },
};

function sopsEntries(stage: Stage, command: readonly string[]): readonly Entry[] {
  const path = sopsKmsFile(stage, command, COUNT);
  const [forSet, forEdit] = [copyOf(path, 'set'), copyOf(path, 'edit')];
  return [
    { name: SOPS_SET, argv: [...command, 'set', forSet, `["${KEY}"]`, '"new"'], prints: '' },
    { name: SOPS_EDIT, argv: [...command, 'edit', forEdit], env, prints: '' },
  ];
}

async function changes(stage: Stage, name: string, kmscrypt: readonly string[]): Promise<readonly Entry[]> {
  const { path } = await tokensFile(stage, { count: COUNT, envelope: true });
  const slug = name.replaceAll(' ', '-');
  const [forSet, forEdit] = [copyOf(path, `${slug}-set`), copyOf(path, `${slug}-edit`)];
  return [
    {
      name: `${name} set, one of ${COUNT}`,
      argv: [...kmscrypt, 'set', forSet, KEY],
      input: 'new\n',
      env,
      prints: '',
      compare: [{ with: SOPS_SET }],
    },
    {
      name: `${name} edit, one of ${COUNT}`,
      argv: [...kmscrypt, 'edit', forEdit],
      env,
      prints: '',
      compare: [{ with: SOPS_EDIT }],
    },
  ];
}

function rotation(stage: Stage, name: string, kmscrypt: readonly string[], path: string): Entry {
  const work = copyOf(path, `${name.replaceAll(' ', '-')}-rotate`);
  return { name: `${name} rotate, ${COUNT} blobs`, argv: [...kmscrypt, 'rotate', work], env, prints: '' };
}

function copyOf(path: string, name: string): string {
  const copy = path.replace(/\.yaml$/, `.${name}.yaml`);
  copyFileSync(path, copy);
  return copy;
}
