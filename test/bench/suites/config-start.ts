import { inChunks, oneFile, type Script } from '../bare/bundle.ts';
import { configFile, type Form } from '../config-file.ts';
import type { Stage } from '../stage.ts';
import { type Comparison, type Entry, timedTable } from '../timed-table.ts';
import type { Suite } from './suite.ts';

const COUNTS = [1, 50, 500];
/** Of the bare calls. */
const AT_MOST = 1.15;

interface Kind {
  readonly form: Form;
  readonly title: string;
  /** Which calls the bare script makes. */
  readonly bare: string;
  /** What Powertools is asked, where it reads the kind at all. */
  readonly powertools?: string;
}

const KINDS: readonly Kind[] = [
  { form: 'blobs', title: 'tokens, a blob each', bare: 'Decrypt, 32 at once' },
  {
    form: 'parameters',
    title: 'parameters of SSM',
    bare: 'GetParameters of 10, 32 at once',
    powertools: 'getParametersByName with decrypt, which reads 10 after another',
  },
  {
    form: 'secrets',
    title: 'secrets of Secrets Manager',
    bare: 'BatchGetSecretValue of 20, 32 at once',
    powertools: 'getSecret of all at once',
  },
];

/** From the start of a Node process to the end of one that has its config and prints it. */
export const configStart: readonly Suite[] = KINDS.map((kind) => ({
  name: `config-start-${kind.form}`,
  run: async (stage) =>
    timedTable(stage, {
      title: `loadConfig on Node: a JSON file of ${kind.title}`,
      notes: notesOf(kind),
      runs: 15,
      entries: [...(await entriesOf(stage, kind)), ...(await otherwise(stage, kind))],
    }),
}));

function notesOf({ form, bare, powertools }: Kind): readonly string[] {
  return [
    `bare: config-${form}.ts in test/bench/bare, the SDK alone: ${bare}; ours: load-config.ts`,
    ...(powertools === undefined ? [] : [`Powertools: powertools-${form}.ts, ${powertools}`]),
    'all are bundled by rolldown, in chunks as it makes them, and have a compile cache, unless the row says otherwise',
  ];
}

async function entriesOf(stage: Stage, { form, powertools }: Kind): Promise<readonly Entry[]> {
  const bare = await inChunks(stage, `config-${form}.ts`);
  const peer = powertools === undefined ? undefined : await inChunks(stage, `powertools-${form}.ts`);
  const own = await inChunks(stage, 'load-config.ts');
  const entries: Entry[] = [];
  for (const count of COUNTS) {
    const { path, plain: prints } = await configFile(stage, form, count);
    const byBare = { with: `bare, ${count}`, atMost: AT_MOST };
    const byPeer = { with: `Powertools, ${count}` };
    const compare: readonly Comparison[] = peer ? [byBare, byPeer] : [byBare];
    entries.push({ name: byBare.with, ...bare(path), prints });
    if (peer) entries.push({ name: byPeer.with, ...peer(path), prints, compare: [{ with: byBare.with }] });
    entries.push({ name: `loadConfig, ${count}`, ...own(path), prints, compare });
  }
  return entries;
}

/** One secret, with less of what makes a start fast. */
async function otherwise(stage: Stage, { form }: Kind): Promise<readonly Entry[]> {
  const { path, plain: prints } = await configFile(stage, form, 1);
  const ways = [
    ['no compile cache', inChunks, ({ argv }: ReturnType<Script>) => ({ argv })],
    ['one file', oneFile, (command: ReturnType<Script>) => command],
  ] as const;
  const entries: Entry[] = [];
  for (const [way, bundle, as] of ways) {
    const [bare, own] = [await bundle(stage, `config-${form}.ts`), await bundle(stage, 'load-config.ts')];
    const name = `bare, 1, ${way}`;
    const compare = [{ with: name, atMost: AT_MOST }];
    entries.push({ name, ...as(bare(path)), prints });
    entries.push({ name: `loadConfig, 1, ${way}`, ...as(own(path)), prints, compare });
  }
  return entries;
}
