import { plainFile, tokensFile } from '../inputs.ts';
import { missing, sops } from '../peers.ts';
import { NODE } from '../stage.ts';
import { timedTable } from '../timed-table.ts';
import { sopsKmsFile } from './sops-file.ts';
import type { Suite } from './suite.ts';

const FLOOR = 'node -e 0';
const SOPS = 'sops decrypt, one value';

/** How long a run takes that has next to nothing to do, without Node. */
export const standaloneStart: Suite = {
  name: 'standalone-start',
  async run(stage) {
    const { standalone: kmscrypt } = stage.kmscrypt;
    const plain = plainFile(stage, 1);
    const one = await tokensFile(stage, { count: 1 });
    const peer = sops();
    return timedTable(stage, {
      title: 'Start of the standalone executable',
      notes: missing(peer),
      runs: 21,
      entries: [
        { name: FLOOR, argv: [NODE, '-e', '0'], prints: '' },
        {
          name: 'kmscrypt decrypt, a text without tokens',
          argv: [...kmscrypt, 'decrypt', plain.path],
          prints: plain.plain,
          compare: [{ with: FLOOR, atMost: 0.6 }],
        },
        {
          name: 'kmscrypt --help',
          argv: [...kmscrypt, '--help'],
          prints: /decrypt/,
          compare: [{ with: FLOOR }],
        },
        {
          name: 'kmscrypt decrypt, one token',
          argv: [...kmscrypt, 'decrypt', one.path],
          prints: one.plain,
          compare: [{ with: SOPS, atMost: 1.15 }],
        },
        ...('argv' in peer
          ? [
              {
                name: SOPS,
                argv: [...peer.argv, 'decrypt', sopsKmsFile(stage, peer.argv, 1)],
                prints: one.plain,
              },
            ]
          : []),
      ],
    });
  },
};
