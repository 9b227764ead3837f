import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { race, type Timing } from '../race.ts';
import type { Stage } from '../stage.ts';
import type { Claim, Row } from '../table.ts';
import { makeTree, type Tree } from './scan-tree.ts';
import type { Suite } from './suite.ts';

const GREP = 'grep -rE';
const PATTERN = 'kmscrypt::|AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY';
const PROGRAMS = [
  { whole: 'kmscrypt scan, Node', apart: 'one process a file, Node', program: 'node' },
  { whole: 'kmscrypt scan, standalone', apart: 'one process a file, standalone', program: 'standalone' },
] as const;

/** So many files are looked at by processes of their own; all the others would take as long each. */
const SAMPLE = 20;
const RUNS = 9;
const OF_GREP = 3;
const FASTER = 5;

/** Many files in one run of `scan`. */
export const scan: Suite = {
  name: 'scan',
  async run(stage) {
    const tree = await makeTree(stage);
    const count = tree.files.length;
    const title = `Scan of a repository of ${count} files`;
    const sample = Array.from({ length: SAMPLE }, (_, index) => tree.files[(index * count) / SAMPLE] ?? '');
    const timings = await race(
      title,
      [
        { name: GREP, run: () => timed(stage, ['grep', '-rE', PATTERN, tree.folder], /kmscrypt::/) },
        ...PROGRAMS.flatMap(({ whole, apart, program }) => {
          const argv = [...stage.kmscrypt[program], 'scan'];
          const run = (path: string): number => timed(stage, [...argv, join(tree.folder, path)], /^$/);
          return [
            { name: whole, run: () => run('.') },
            { name: apart, maxRuns: 3, run: () => sample.reduce((sum, file) => sum + run(file), 0) },
          ];
        }),
      ],
      stage.quick ? Math.ceil(RUNS / 3) : RUNS,
    );
    return {
      title,
      notes: notesOf(tree),
      columns: ['median', 'fastest', 'runs'],
      rows: rowsOf(timings, count / SAMPLE),
    };
  },
};

function timed(stage: Stage, argv: readonly string[], prints: RegExp): number {
  const { stdout, time } = runCommand(stage, { argv });
  if (!prints.test(stdout))
    throw new Error(`${argv.join(' ')} printed something else: ${stdout.slice(0, 200)}`);
  return time;
}

function notesOf({ files, bytes, withTokens, withRule }: Tree): string[] {
  return [
    `${(bytes / 1e6).toFixed(0)} MB, all in the system's cache; ${withTokens} files hold a token, of ${withRule} a rule says what has to be one`,
    `one process a file: ${SAMPLE} files, one process after another, reckoned up to ${files.length}`,
  ];
}

function rowsOf(timings: ReadonlyMap<string, Timing>, factor: number): Row[] {
  const row = (name: string, times: number, claims: readonly Claim[] = []): Row => {
    const { median, fastest, runs } = timings.get(name) ?? {
      median: Number.NaN,
      fastest: Number.NaN,
      runs: 0,
    };
    return {
      name,
      cells: [milliseconds(median * times), milliseconds(fastest * times), String(runs)],
      claims,
    };
  };
  const medianOf = (name: string): number => timings.get(name)?.median ?? Number.NaN;
  const rows = PROGRAMS.flatMap(({ whole, apart }) => {
    const ofGrep = medianOf(whole) / medianOf(GREP);
    const faster = (medianOf(apart) * factor) / medianOf(whole);
    const claims = [
      { figure: `${ofGrep.toFixed(2)} × ${GREP}`, target: `≤ ${OF_GREP} ×`, met: ofGrep <= OF_GREP },
      {
        figure: `${faster.toFixed(0)} × faster than ${apart}`,
        target: `≥ ${FASTER} ×`,
        met: faster >= FASTER,
      },
    ];
    return [row(whole, 1, claims), row(apart, factor)];
  });
  return [row(GREP, 1), ...rows];
}

function milliseconds(time: number): string {
  return `${time.toFixed(time < 1000 ? 1 : 0)} ms`;
}
