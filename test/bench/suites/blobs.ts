import { BARE_NOTE, bareScript } from '../bare/bundle.ts';
import { tokensFile } from '../inputs.ts';
import { timedTable } from '../timed-table.ts';
import type { Suite } from './suite.ts';

const COUNT = 500;
const BARE = 'bare SDK script, 32 calls at once';

/** Many secrets that each take a call of their own. */
export const blobs: Suite = {
  name: 'blobs',
  async run(stage) {
    const { path, plain } = await tokensFile(stage, { count: COUNT });
    const bare = await bareScript(stage);
    return timedTable(stage, {
      title: `${COUNT} distinct tokens, a call each`,
      notes: [BARE_NOTE],
      runs: 15,
      entries: [
        { name: BARE, ...bare(path), prints: plain },
        {
          name: 'kmscrypt decrypt on Node',
          argv: [...stage.kmscrypt.node, 'decrypt', path],
          prints: plain,
          compare: [{ with: BARE, atMost: 1.2 }],
        },
        {
          name: 'standalone kmscrypt decrypt',
          argv: [...stage.kmscrypt.standalone, 'decrypt', path],
          prints: plain,
          compare: [{ with: BARE, atMost: 0.7 }],
        },
      ],
    });
  },
};
