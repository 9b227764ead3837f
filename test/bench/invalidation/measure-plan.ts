import { builtins } from '@kmscrypt/bundle';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { runCommand } from '../command.ts';
import { NODE, type Stage } from '../stage.ts';
import type { Planned } from './plan-process.ts';

/** What is run. */
export interface Run {
  readonly what: 'plan' | 'cover';
  readonly count: number;
  /** The memory of the Lambda, in MB; absent for a Node that has no limits. */
  readonly megabytes?: number;
  /** How often. */
  readonly runs: number;
}

/** Medians. */
export interface Figures extends Planned {
  /** How often it was run. */
  readonly done: number;
}

/** Bundles the process as Lambdas are, so that no compiler is in its memory. */
export async function buildPlanProcess(stage: Stage): Promise<string> {
  const file = join(stage.folder, 'plan-process.mjs');
  const made = await rolldown({
    input: join(import.meta.dirname, 'plan-process.ts'),
    platform: 'node',
    plugins: [builtins],
  });
  await made.write({ file, format: 'esm', minify: true, codeSplitting: false });
  return file;
}

/** Runs the process a number of times, each with the limits on memory that AWS's runtime gives it. */
export function measurePlan(stage: Stage, program: string, { what, count, megabytes, runs }: Run): Figures {
  const limits =
    megabytes === undefined
      ? []
      : [
          `--max-semi-space-size=${Math.round(megabytes * 0.05)}`,
          `--max-old-space-size=${Math.round(megabytes * 0.9)}`,
        ];
  const argv = [NODE, ...limits, program, what, String(count)];
  const all = Array.from(
    { length: stage.quick ? Math.ceil(runs / 3) : runs },
    () => JSON.parse(runCommand(stage, { argv }).stdout) as Planned,
  );
  const median = (figureOf: (planned: Planned) => number): number =>
    all.map(figureOf).toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? Number.NaN;
  return {
    milliseconds: median(({ milliseconds }) => milliseconds),
    memory: median(({ memory }) => memory),
    items: median(({ items }) => items),
    done: all.length,
  };
}
