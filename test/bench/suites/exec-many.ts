import { compiledScript } from '../bare/compile.ts';
import { envFile, type Form } from '../config-file.ts';
import { keyOf, valueOf } from '../names.ts';
import type { Stage } from '../stage.ts';
import { type Entry, timedTable } from '../timed-table.ts';
import type { Suite } from './suite.ts';

const COUNT = 500;
const LAST = COUNT - 1;
const PAGES = 'bare script: 50 pages, one after another';
const BLOBS = 'bare script: 500 Decrypt, one after another';

/** Many secrets that take many calls, beside tools that make one call after another. */
export const execMany: Suite = {
  name: 'exec-many',
  async run(stage) {
    const pages = compiledScript(stage, 'parameters-in-turn.ts');
    const blobs = compiledScript(stage, 'decrypt-in-turn.ts');
    const tokens = await envFile(stage, 'blobs', COUNT);
    return timedTable(stage, {
      title: `A command with ${COUNT} secrets that are not under one data key`,
      notes: [
        'bare scripts: test/bench/bare/*-in-turn.ts, the SDK alone, compiled as the standalone executable is; they stand for',
        'chamber (578 ms for the 50 pages) and shush (5.5 s for the 500 blobs), which are no Go modules that can be installed',
        'ours: 500 lines of a dotenv file, each parameter referred to by its own name',
      ],
      runs: 11,
      entries: [
        { name: PAGES, argv: pages(`/bench/${COUNT}`), prints: valueOf(LAST) },
        ...(await ownEntries(stage, 'parameters', { fasterThan: PAGES, atLeast: 5 })),
        { name: BLOBS, argv: blobs(tokens), prints: valueOf(LAST), maxRuns: 3 },
        ...(await ownEntries(stage, 'blobs', { fasterThan: BLOBS, atLeast: 15 })),
      ],
    });
  },
};

async function ownEntries(
  stage: Stage,
  form: Form,
  target: { readonly fasterThan: string; readonly atLeast: number },
): Promise<readonly Entry[]> {
  const args = ['exec', '--env-file', await envFile(stage, form, COUNT), '--', 'printenv', keyOf(LAST)];
  const prints = valueOf(LAST);
  const { standalone, node } = stage.kmscrypt;
  return [
    { name: `standalone kmscrypt exec, ${form}`, argv: [...standalone, ...args], prints, compare: [target] },
    {
      name: `kmscrypt exec on Node, ${form}`,
      argv: [...node, ...args],
      prints,
      compare: [{ fasterThan: target.fasterThan }],
    },
  ];
}
