import { runCommand } from '../command.ts';
import { type Making, plainFile, tokensFile } from '../inputs.ts';
import type { Stage } from '../stage.ts';
import type { Row } from '../table.ts';
import type { Suite } from './suite.ts';

const COUNT = 500;
const CONCURRENCY = 32;

interface Counted {
  readonly name: string;
  /** Absent for a text without tokens. */
  readonly making?: Making;
  readonly calls: number;
}

const COUNTED: readonly Counted[] = [
  { name: 'a text without tokens', calls: 0 },
  { name: `${COUNT} identical tokens`, making: { count: COUNT, identical: true }, calls: 1 },
  { name: `${COUNT} tokens of one envelope`, making: { count: COUNT, envelope: true }, calls: 1 },
  { name: `${COUNT} distinct tokens`, making: { count: COUNT }, calls: COUNT },
];

/** What a run costs at KMS. */
export const calls: Suite = {
  name: 'calls',
  async run(stage) {
    const rows: Row[] = [];
    for (const counted of COUNTED) {
      rows.push(await count(stage, `${counted.name}, Node`, counted, stage.kmscrypt.node));
      rows.push(await count(stage, `${counted.name}, standalone`, counted, stage.kmscrypt.standalone));
    }
    return { title: 'Calls to KMS, counted at the endpoint', notes: [], columns: ['at once'], rows };
  },
};

async function count(
  stage: Stage,
  name: string,
  { making, calls: expected }: Counted,
  kmscrypt: readonly string[],
): Promise<Row> {
  const { path, plain } = making ? await tokensFile(stage, making) : plainFile(stage, COUNT);
  await stage.endpoint.reset();
  const { stdout } = runCommand(stage, { argv: [...kmscrypt, 'decrypt', path] });
  if (stdout !== plain) throw new Error(`${name}: printed something else`);
  const { calls: seen, maxInFlight } = await stage.endpoint.traffic();
  const total = Object.values(seen).reduce((sum, each) => sum + each, 0);
  return {
    name,
    cells: [String(maxInFlight)],
    claims: [
      {
        figure: `${total} ${total === 1 ? 'call' : 'calls'}`,
        target: `exactly ${expected}, at most ${CONCURRENCY} at once`,
        met: total === expected && maxInFlight <= CONCURRENCY,
      },
    ],
  };
}
