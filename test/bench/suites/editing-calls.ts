import { copyFileSync } from 'node:fs';
import { runCommand } from '../command.ts';
import { type Making, tokensFile } from '../inputs.ts';
import { KEY_ID } from '../key-id.ts';
import { keyOf } from '../names.ts';
import type { Stage } from '../stage.ts';
import type { Row } from '../table.ts';
import type { Suite } from './suite.ts';

const COUNT = 500;
const CONCURRENCY = 32;
const KEY = keyOf(COUNT / 2);

interface Counted {
  readonly name: string;
  readonly making: Making;
  readonly args: (path: string) => readonly string[];
  /** What the changed values alone need. */
  readonly needed: number;
  /** What may come on top. */
  readonly more: number;
}

const FIRST = { making: { count: COUNT, envelope: true }, needed: 1, more: 1 } as const;
const COUNTED: readonly Counted[] = [
  { ...FIRST, name: 'set, one of an envelope', args: (path) => ['set', path, KEY, '--value', 'new'] },
  { ...FIRST, name: 'edit, one of an envelope', args: (path) => ['edit', path] },
  { ...FIRST, name: 'get, one of an envelope', args: (path) => ['get', path, KEY], more: 0 },
  { ...FIRST, name: 'rotate, one envelope', args: (path) => ['rotate', path] },
  { ...FIRST, name: 'verify, one envelope', args: (path) => ['verify', path], more: 0 },
  {
    name: 'rotate, a blob each',
    making: { count: COUNT },
    args: (path) => ['rotate', path],
    needed: COUNT,
    more: 0,
  },
];

/** What editing costs at KMS. */
export const editingCalls: Suite = {
  name: 'editing-calls',
  async run(stage) {
    const rows: Row[] = [];
    for (const counted of COUNTED) {
      rows.push(await count(stage, `${counted.name}, Node`, counted, stage.kmscrypt.node));
      rows.push(await count(stage, `${counted.name}, standalone`, counted, stage.kmscrypt.standalone));
    }
    return {
      title: `Calls to KMS, one of ${COUNT} secrets touched or all rotated`,
      notes: [],
      columns: ['at once'],
      rows,
    };
  },
};

async function count(
  stage: Stage,
  name: string,
  { making, args, needed, more }: Counted,
  kmscrypt: readonly string[],
): Promise<Row> {
  const { path } = await tokensFile(stage, making);
  const work = `${path}.work.yaml`;
  copyFileSync(path, work);
  await stage.endpoint.reset();
  const env = { KMSCRYPT_KEY_ID: KEY_ID, EDITOR: `sed -i 's/^${KEY}: .*/&x/'` };
  runCommand(stage, { argv: [...kmscrypt, ...args(work)], env });
  const { calls: seen, maxInFlight } = await stage.endpoint.traffic();
  const total = Object.values(seen).reduce((sum, each) => sum + each, 0);
  return {
    name,
    cells: [String(maxInFlight)],
    claims: [
      {
        figure: Object.entries(seen)
          .map(([operation, times]) => `${times} ${operation}`)
          .join(', '),
        target: `at most ${needed + more}, ${CONCURRENCY} at once`,
        met: total <= needed + more && maxInFlight <= CONCURRENCY,
      },
    ],
  };
}
