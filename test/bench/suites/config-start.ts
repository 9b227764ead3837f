import { nodeScript, type Script } from '../bare/bundle.ts';
import { configFile, type Form } from '../config-file.ts';
import type { Stage } from '../stage.ts';
import { type Entry, timedTable } from '../timed-table.ts';
import type { Suite } from './suite.ts';

const COUNTS = [1, 50, 500];

interface Kind {
  readonly form: Form;
  readonly title: string;
  /** Says which calls the bare script makes. */
  readonly bare: string;
  /** What Powertools is asked, where it knows the kind at all. */
  readonly powertools?: string;
}

const KINDS: readonly Kind[] = [
  { form: 'blobs', title: 'tokens, a blob each', bare: 'Decrypt, 32 at once' },
  {
    form: 'parameters',
    title: 'parameters of SSM',
    bare: 'GetParameters of 10, 32 at once',
    powertools: 'getParametersByName, decrypt',
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
      title: `loadConfig on Node: ${kind.title}, in a JSON file`,
      notes: notesOf(kind),
      runs: 15,
      entries: await entriesOf(stage, kind),
    }),
}));

function notesOf({ form, bare, powertools }: Kind): readonly string[] {
  return [
    'all scripts are in test/bench/bare, each one file by rolldown; with a compile cache each unless told otherwise',
    `bare: config-${form}.ts with the SDK alone: ${bare}; ours: load-config.ts`,
    ...(powertools === undefined ? [] : [`Powertools: powertools-${form}.ts, ${powertools}`]),
  ];
}

async function entriesOf(stage: Stage, { form, powertools }: Kind): Promise<readonly Entry[]> {
  const bare = await nodeScript(stage, `config-${form}.ts`);
  const own = await nodeScript(stage, 'load-config.ts');
  const peer = powertools === undefined ? undefined : await nodeScript(stage, `powertools-${form}.ts`);
  const entries: Entry[] = [];
  for (const count of COUNTS) {
    const { path, plain: prints } = await configFile(stage, form, count);
    const bareName = `bare, ${count}`;
    const peerName = `Powertools, ${count}`;
    const compare = [{ with: bareName, atMost: 1.15 }, ...(peer ? [{ with: peerName }] : [])];
    entries.push({ name: bareName, ...bare(path), prints });
    if (peer) entries.push({ name: peerName, ...peer(path), prints, compare: [{ with: bareName }] });
    entries.push({ name: `loadConfig, ${count}`, ...own(path), prints, compare });
    const cold = `${bareName}, no compile cache`;
    entries.push({ name: cold, ...uncached(bare(path)), prints });
    entries.push({
      name: `loadConfig, ${count}, no compile cache`,
      ...uncached(own(path)),
      prints,
      compare: [{ with: cold, atMost: 1.15 }],
    });
  }
  return entries;
}

function uncached({ argv }: ReturnType<Script>): Pick<Entry, 'argv'> {
  return { argv };
}
