import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from './folder-with.ts';
import { NODE } from './programs.ts';
import { type Outcome, runCommand, type RunOptions } from './run.ts';

const CONFIG = join(import.meta.dirname, '..', '..', 'packages', 'config');

/** What a process left, and after how long. */
export interface TimedOutcome extends Outcome {
  readonly milliseconds: number;
}

/** A folder with the files of an app that has installed `@kmscrypt/config`. */
export function appFolder(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  const scope = join(folder, 'node_modules', '@kmscrypt');
  mkdirSync(scope, { recursive: true });
  symlinkSync(CONFIG, join(scope, 'config'));
  return folder;
}

export interface AppOptions extends Omit<RunOptions, 'cwd'> {
  readonly node?: string;
  /** What starts Node; default: nothing does. */
  readonly through?: readonly string[];
}

/** Runs Node in the folder of an app. */
export async function runApp(
  cwd: string,
  args: readonly string[],
  { node = NODE, through = [], ...more }: AppOptions = {},
): Promise<TimedOutcome> {
  const began = performance.now();
  const outcome = await runCommand([...through, node, ...args], { ...more, cwd });
  return { ...outcome, milliseconds: performance.now() - began };
}
