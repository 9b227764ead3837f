import { builtins } from '@kmscrypt/bundle';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { runCommand } from '../command.ts';
import { NODE, type Stage } from '../stage.ts';
import type { Planned } from './plan-process.ts';

export interface PlanFigures {
  /** In milliseconds. */
  readonly median: number;
  readonly longest: number;
  readonly phases: Planned['phases'];
  readonly done: number;
}

const RUNS = 9;

/** Bundles the process as Lambdas are. */
export async function buildPlanProcess(stage: Stage): Promise<string> {
  const file = join(stage.folder, 'auto-update-plan-process.mjs');
  const made = await rolldown({
    input: join(import.meta.dirname, 'plan-process.ts'),
    platform: 'node',
    plugins: [builtins],
  });
  await made.write({ file, format: 'esm', minify: true, codeSplitting: false });
  return file;
}

/** Plans for so many hosts, each time in a process that has not planned before. */
export function measurePlan(stage: Stage, program: string, hosts: number): PlanFigures {
  const input = join(stage.folder, `auto-update-${hosts}.json`);
  runCommand(stage, { argv: [NODE, program, 'prepare', String(hosts), input] });
  const all = Array.from(
    { length: stage.quick ? 3 : RUNS },
    () => JSON.parse(runCommand(stage, { argv: [NODE, program, 'plan', input] }).stdout) as Planned,
  ).toSorted((one, other) => one.milliseconds - other.milliseconds);
  return {
    median: all[Math.floor(all.length / 2)]?.milliseconds ?? Number.NaN,
    longest: all.at(-1)?.milliseconds ?? Number.NaN,
    phases: all[0]?.phases ?? {},
    done: all.length,
  };
}
