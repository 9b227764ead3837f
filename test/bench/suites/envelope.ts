import { tokensFile } from '../inputs.ts';
import { missing, sops } from '../peers.ts';
import { type Entry, timedTable } from '../timed-table.ts';
import type { Stage } from '../stage.ts';
import { sopsKmsFile } from './sops-file.ts';
import type { Suite } from './suite.ts';

/** Many secrets under one data key, which is what sops does with a file. */
export const envelope: Suite = {
  name: 'envelope',
  async run(stage) {
    const peer = sops();
    const argv = 'argv' in peer ? peer.argv : undefined;
    return timedTable(stage, {
      title: 'A file under one data key',
      notes: missing(peer),
      runs: 21,
      entries: [...(await entriesOf(stage, 50, argv)), ...(await entriesOf(stage, 500, argv))],
    });
  },
};

async function entriesOf(stage: Stage, count: number, peer: readonly string[] | undefined): Promise<Entry[]> {
  const { path, plain } = await tokensFile(stage, { count, envelope: true });
  const name = `sops decrypt, ${count} values`;
  return [
    ...(peer ? [{ name, argv: [...peer, 'decrypt', sopsKmsFile(stage, peer, count)], prints: plain }] : []),
    {
      name: `standalone kmscrypt decrypt, ${count} tokens`,
      argv: [...stage.kmscrypt.standalone, 'decrypt', path],
      prints: plain,
      compare: [{ with: name, atMost: 1.5 }],
    },
    {
      name: `kmscrypt decrypt on Node, ${count} tokens`,
      argv: [...stage.kmscrypt.node, 'decrypt', path],
      prints: plain,
      compare: [{ with: name }],
    },
  ];
}
