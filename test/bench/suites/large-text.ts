import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, runCommand } from '../command.ts';
import { type LargeInput, largeInput } from '../large-input.ts';
import { peakMemory } from '../peak-memory.ts';
import { showProgress } from '../progress.ts';
import { race, type Timing } from '../race.ts';
import type { Stage } from '../stage.ts';
import type { Claim, Row } from '../table.ts';
import type { Suite } from './suite.ts';

const MEGABYTES = 100;
const TOKENS = 5;
const RUNS = 7;
const MEMORY_RUNS = 3;
const MIN_MEGABYTES_PER_SECOND = 150;
const MAX_TIMES_THE_TEXT = 4;

interface Subject extends Command {
  readonly name: string;
  readonly text: LargeInput;
}

/** A text that is large for a config file: throughput, and memory as a multiple of the text. */
export const largeText: Suite = {
  name: 'large-text',
  async run(stage) {
    const plain = { tokens: 'no tokens', text: await largeInput(stage, MEGABYTES, 0) };
    const texts = [plain, { tokens: `${TOKENS} tokens`, text: await largeInput(stage, MEGABYTES, TOKENS) }];
    const programs = { Node: stage.kmscrypt.node, standalone: stage.kmscrypt.standalone };
    const subjects = Object.entries(programs).flatMap(([program, kmscrypt]) =>
      texts.flatMap(({ tokens, text }): Subject[] => {
        const fromFile = [...kmscrypt, 'decrypt', text.path];
        const fromStdin = throughPipe(stage, text.path, [...kmscrypt, 'decrypt']);
        return [
          { name: `${program}, file, ${tokens}`, text, argv: fromFile },
          { name: `${program}, stdin, ${tokens}`, text, argv: fromStdin },
        ];
      }),
    );
    const cat: Subject = { name: 'cat, file', text: plain.text, argv: ['cat', plain.text.path] };
    const title = `A text of ${MEGABYTES} MB`;
    const times = await race(
      title,
      [cat, ...subjects].map((subject) => ({ name: subject.name, run: timer(stage, subject) })),
      stage.quick ? 3 : RUNS,
    );

    const rows: Row[] = [{ name: cat.name, cells: cellsOf(times.get(cat.name)), claims: [] }];
    for (const subject of subjects) {
      showProgress(`${title}: memory of ${subject.name}`);
      const timing = times.get(subject.name);
      const claims = [
        speedClaim(timing, subject.text),
        memoryClaim(await peakOf(stage, subject), subject.text),
      ];
      rows.push({ name: subject.name, cells: cellsOf(timing), claims });
    }
    showProgress('');
    const notes = [
      'kmscrypt decrypt, stdout redirected to a file; stdin is a pipe that cat fills',
      `memory: the most that was resident (VmHWM), the highest of ${MEMORY_RUNS} runs`,
    ];
    return { title, notes, columns: ['median', 'fastest', 'runs'], rows };
  },
};

/** The command line with a pipe as stdin; the shell becomes the program, so that it keeps the process id. */
function throughPipe(stage: Stage, file: string, argv: readonly string[]): readonly string[] {
  const pipe = join(stage.folder, 'stdin.fifo');
  const script =
    'pipe=$1; [ -p "$pipe" ] || mkfifo "$pipe"; cat "$2" > "$pipe" & shift 2; exec "$@" < "$pipe"';
  return ['sh', '-c', script, 'sh', pipe, file, ...argv];
}

/** Runs the subject; its output is looked at whole the first time, later only its size. */
function timer(stage: Stage, { name, text, ...command }: Subject): () => number {
  const output = join(stage.folder, 'large.out');
  let checked = false;
  return () => {
    const { time } = runCommand(stage, { ...command, output });
    const same = checked
      ? statSync(output).size === text.decrypted.bytes
      : createHash('sha256').update(readFileSync(output)).digest('hex') === text.decrypted.sha256;
    if (!same) throw new Error(`${name}: printed something else`);
    checked = true;
    return time;
  };
}

async function peakOf(stage: Stage, subject: Subject): Promise<number | undefined> {
  const peaks: number[] = [];
  for (let run = 0; run < MEMORY_RUNS; run += 1) {
    const peak = await peakMemory(stage, subject, subject.text.decrypted.bytes);
    if (peak === undefined) return undefined;
    peaks.push(peak);
  }
  return Math.max(...peaks);
}

function cellsOf(timing: Timing | undefined): readonly string[] {
  if (timing === undefined) return [];
  return [`${timing.median.toFixed(0)} ms`, `${timing.fastest.toFixed(0)} ms`, String(timing.runs)];
}

function speedClaim(timing: Timing | undefined, { bytes }: LargeInput): Claim {
  const speed = bytes / 1e6 / ((timing?.median ?? Number.NaN) / 1000);
  return {
    figure: `${speed.toFixed(0)} MB/s`,
    target: `≥ ${MIN_MEGABYTES_PER_SECOND} MB/s`,
    met: speed >= MIN_MEGABYTES_PER_SECOND,
  };
}

function memoryClaim(peak: number | undefined, { bytes }: LargeInput): Claim {
  const target = `≤ ${MAX_TIMES_THE_TEXT} ×`;
  if (peak === undefined) return { figure: '– × the text in memory', target };
  const times = peak / bytes;
  return { figure: `${times.toFixed(2)} × the text in memory`, target, met: times <= MAX_TIMES_THE_TEXT };
}
