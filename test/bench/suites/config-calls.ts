import { inChunks, type Script } from '../bare/bundle.ts';
import { runCommand } from '../command.ts';
import { configFile, type Form } from '../config-file.ts';
import type { Stage } from '../stage.ts';
import type { Row } from '../table.ts';
import type { Suite } from './suite.ts';

const CONCURRENCY = 32;

interface Counted {
  readonly name: string;
  readonly form: Form;
  readonly count: number;
  /** Exactly these. */
  readonly calls: Readonly<Record<string, number>>;
}

const COUNTED: readonly Counted[] = [
  { name: '100 parameters', form: 'parameters', count: 100, calls: { GetParameters: 10 } },
  { name: '500 parameters', form: 'parameters', count: 500, calls: { GetParameters: 50 } },
  { name: '40 secrets', form: 'secrets', count: 40, calls: { BatchGetSecretValue: 2 } },
  { name: '500 secrets', form: 'secrets', count: 500, calls: { BatchGetSecretValue: 25 } },
  { name: '500 tokens under one envelope', form: 'envelope', count: 500, calls: { Decrypt: 1 } },
  { name: '500 tokens, a blob each', form: 'blobs', count: 500, calls: { Decrypt: 500 } },
];

/** What loading a config costs at AWS. */
export const configCalls: Suite = {
  name: 'config-calls',
  async run(stage) {
    const script = await inChunks(stage, 'load-config.ts');
    const rows: Row[] = [];
    for (const counted of COUNTED) rows.push(await count(stage, script, counted));
    return { title: 'Calls of loadConfig, counted at the endpoint', notes: [], columns: ['at once'], rows };
  },
};

async function count(
  stage: Stage,
  script: Script,
  { name, form, count: secrets, calls }: Counted,
): Promise<Row> {
  const { path, plain } = await configFile(stage, form, secrets);
  await stage.endpoint.reset();
  const { stdout } = runCommand(stage, script(path));
  if (stdout !== plain) throw new Error(`${name}: printed something else`);
  const { calls: seen, maxInFlight } = await stage.endpoint.traffic();
  const isExact = listed(seen) === listed(calls);
  return {
    name,
    cells: [String(maxInFlight)],
    claims: [
      {
        figure: listed(seen),
        target: `exactly ${listed(calls)}, at most ${CONCURRENCY} at once`,
        met: isExact && maxInFlight <= CONCURRENCY,
      },
    ],
  };
}

function listed(calls: Readonly<Record<string, number>>): string {
  return Object.entries(calls)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([operation, times]) => `${times} ${operation}`)
    .join(', ');
}
