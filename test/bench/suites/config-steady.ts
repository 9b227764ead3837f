import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inChunks } from '../bare/bundle.ts';
import { runCommand } from '../command.ts';
import { configFile } from '../config-file.ts';
import { showProgress } from '../progress.ts';
import type { Stage } from '../stage.ts';
import type { Claim, Row } from '../table.ts';
import type { Suite } from './suite.ts';

const COUNT = 500;
const PROCESSES = 5;
const LARGE_BYTES = 5_000_000;
/** In nanoseconds. */
const MOST_OF_A_READ = 1_000;

/** What bare/steady.ts prints. */
type Measured = Readonly<Record<Figure, number>>;
/** In nanoseconds what is called often, in milliseconds what takes long, in characters the log line. */
type Figure = 'read' | 'reveals' | 'clean' | 'leaking' | 'line' | 'refresh' | 'refreshCpu' | 'parse' | 'load';

/** What a config costs while a process runs. */
export const configSteady: Suite = {
  name: 'config-steady',
  async run(stage) {
    const script = await inChunks(stage, 'steady.ts');
    const command = script(await smallConfig(stage), largeConfig(stage));
    const all: Measured[] = [];
    const processes = stage.quick ? Math.ceil(PROCESSES / 3) : PROCESSES;
    for (let number = 1; number <= processes; number += 1) {
      showProgress(`config-steady: ${number}/${processes}`);
      all.push(JSON.parse(runCommand(stage, command).stdout) as Measured);
    }
    showProgress('');
    return {
      title: `A process that runs with ${COUNT} secrets`,
      notes: [
        `test/bench/bare/steady.ts, medians within a process and over ${processes} processes; 2,000,000 reads, 5,000 log lines,`,
        `20 refreshes by invalidate() of ${COUNT} parameters that stay the same, 3 loads`,
      ],
      columns: ['median', 'fastest'],
      rows: rowsOf(all),
    };
  },
};

function rowsOf(all: readonly Measured[]): readonly Row[] {
  const medianOf = (figure: Figure): number => sorted(all, figure)[Math.floor(all.length / 2)] ?? Number.NaN;
  const row = (name: string, figure: Figure, unit: 'ns' | 'µs' | 'ms', claims: readonly Claim[]): Row => {
    const shown = (value: number): string =>
      unit === 'µs' ? `${(value / 1_000).toFixed(1)} µs` : `${value.toFixed(1)} ${unit}`;
    return { name, cells: [shown(medianOf(figure)), shown(sorted(all, figure)[0] ?? Number.NaN)], claims };
  };
  const inTime = (figure: Figure): Claim => ({
    figure: `${medianOf(figure).toFixed(0)} ns`,
    target: `≤ ${MOST_OF_A_READ} ns`,
    met: medianOf(figure) <= MOST_OF_A_READ,
  });
  const perCharacter = (figure: Figure): Claim => ({
    figure: `${(medianOf(figure) / medianOf('line')).toFixed(1)} ns a character`,
  });
  const timesParse = { figure: `${(medianOf('load') / medianOf('parse')).toFixed(1)} × JSON.parse of it` };
  const cpu = { figure: `${medianOf('refreshCpu').toFixed(1)} ms of CPU time` };
  return [
    row('watcher.current.db.key', 'read', 'ns', [inTime('read')]),
    row("reveal(watcher.current.db.key), secrets: 'wrap'", 'reveals', 'ns', [inTime('reveals')]),
    row('redact, a log line without secrets', 'clean', 'µs', [perCharacter('clean')]),
    row('redact, a log line with one', 'leaking', 'µs', [perCharacter('leaking')]),
    row(`a refresh of ${COUNT} parameters, 50 calls`, 'refresh', 'ms', [cpu]),
    row(`JSON.parse of a file of ${LARGE_BYTES / 1_000_000} MB`, 'parse', 'ms', []),
    row(`loadConfig of it, which has no secrets`, 'load', 'ms', [timesParse]),
  ];
}

function sorted(all: readonly Measured[], figure: Figure): readonly number[] {
  return all.map((each) => each[figure]).toSorted((one, other) => one - other);
}

async function smallConfig(stage: Stage): Promise<string> {
  const { path } = await configFile(stage, 'parameters', COUNT);
  const nested = join(stage.folder, 'config-nested.json');
  writeFileSync(nested, `{"db":${readFileSync(path, 'utf8')}}`);
  return nested;
}

function largeConfig(stage: Stage): string {
  const path = join(stage.folder, 'config-large.json');
  const section = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [
      `setting${index}`,
      { value: 'an ordinary value of a config', limit: index },
    ]),
  );
  const bytes = JSON.stringify(section).length;
  const sections = Array.from({ length: Math.ceil(LARGE_BYTES / bytes) }, (_, index) => [
    `section${index}`,
    section,
  ]);
  writeFileSync(path, JSON.stringify(Object.fromEntries(sections)));
  return path;
}
