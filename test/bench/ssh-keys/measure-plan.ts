import { builtins } from '@kmscrypt/bundle';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { runCommand } from '../command.ts';
import { NODE, type Stage } from '../stage.ts';
import type { Planned } from './plan-process.ts';

/** What is run. */
export interface Run {
  readonly what: 'first' | 'steady';
  /** Of users. */
  readonly count: number;
}

/** Medians. */
export interface Figures extends Planned {
  /** How often it was run. */
  readonly done: number;
}

const RUNS = 7;

/** Bundles the process as Lambdas are, so that no compiler is in its memory. */
export async function buildPlanProcess(stage: Stage): Promise<string> {
  const file = join(stage.folder, 'ssh-keys-plan-process.mjs');
  const made = await rolldown({
    input: join(import.meta.dirname, 'plan-process.ts'),
    platform: 'node',
    plugins: [builtins],
  });
  await made.write({ file, format: 'esm', minify: true, codeSplitting: false });
  return file;
}

/** Runs the process a number of times. */
export function measurePlan(stage: Stage, program: string, { what, count }: Run): Figures {
  const argv = [NODE, program, what, String(count)];
  const all = Array.from(
    { length: stage.quick ? 3 : RUNS },
    () => JSON.parse(runCommand(stage, { argv }).stdout) as Planned,
  );
  const median = (figureOf: (planned: Planned) => number): number =>
    all.map(figureOf).toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? Number.NaN;
  return {
    milliseconds: median((each) => each.milliseconds),
    bytes: median((each) => each.bytes),
    save: median((each) => each.save),
    load: median((each) => each.load),
    memory: median((each) => each.memory),
    manifests: median((each) => each.manifests),
    done: all.length,
  };
}
