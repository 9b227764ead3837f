import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BARE_NOTE, bareScript } from '../bare/bundle.ts';
import { LATENCY } from '../endpoint-process.ts';
import { encrypt, plainFile, tokensFile } from '../inputs.ts';
import { valueOf } from '../names.ts';
import { awsCli, missing } from '../peers.ts';
import { NODE, type Stage } from '../stage.ts';
import { type Entry, timedTable } from '../timed-table.ts';
import type { Suite } from './suite.ts';

const FLOOR = 'node -e 0';
const BARE = 'bare SDK script, one token';

/** How long a run takes that has next to nothing to do, on Node. */
export const nodeStart: Suite = {
  name: 'node-start',
  async run(stage) {
    const { node: kmscrypt } = stage.kmscrypt;
    const plain = plainFile(stage, 1);
    const one = await tokensFile(stage, { count: 1 });
    const bare = await bareScript(stage);
    const aws = awsCli();
    return timedTable(stage, {
      title: 'Start on Node',
      notes: [BARE_NOTE, ...missing(aws)],
      runs: 21,
      entries: [
        { name: FLOOR, argv: [NODE, '-e', '0'], prints: '' },
        {
          name: 'kmscrypt decrypt, a text without tokens',
          argv: [...kmscrypt, 'decrypt', plain.path],
          prints: plain.plain,
          compare: [{ with: FLOOR, atMost: 1.6 }],
        },
        {
          name: 'kmscrypt --help',
          argv: [...kmscrypt, '--help'],
          prints: /decrypt/,
          compare: [{ with: FLOOR, atMost: 3 }],
        },
        {
          name: 'kmscrypt decrypt, one token',
          argv: [...kmscrypt, 'decrypt', one.path],
          prints: one.plain,
          compare: [
            { with: FLOOR, atMost: 3.5, less: LATENCY },
            { with: BARE, atMost: 1.1 },
          ],
        },
        { name: BARE, ...bare(one.path), prints: one.plain, compare: [{ with: FLOOR, less: LATENCY }] },
        ...('argv' in aws ? [await awsDecrypt(stage, aws.argv)] : []),
      ],
    });
  },
};

async function awsDecrypt(stage: Stage, aws: readonly string[]): Promise<Entry> {
  const [token = ''] = await encrypt(stage, {}, [valueOf(0)]);
  const path = join(stage.folder, 'blob');
  writeFileSync(path, Buffer.from(token.replace('kmscrypt::', ''), 'base64'));
  return {
    name: 'aws kms decrypt, one blob',
    argv: [
      ...aws,
      'kms',
      'decrypt',
      '--ciphertext-blob',
      `fileb://${path}`,
      '--query',
      'Plaintext',
      '--output',
      'text',
    ],
    prints: Buffer.from(valueOf(0)).toString('base64'),
    maxRuns: 3,
    compare: [{ with: FLOOR }],
  };
}
