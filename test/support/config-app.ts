import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE } from './programs.ts';
import { type Outcome, runCommand, type RunOptions } from './run.ts';
import { temporaryFolder } from './temporary-folder.ts';

const CONFIG = join(import.meta.dirname, '..', '..', 'packages', 'config');

/** What a process left, and after how long. */
export interface TimedOutcome extends Outcome {
  readonly milliseconds: number;
}

/**
 * A folder with the files of an app that has installed `@kmscrypt/config`.
 *
 * @param within a folder that the caller removes, for tests that run at once; default: the running test's own.
 */
export function appFolder(
  files: Readonly<Record<string, string>>,
  within: string = temporaryFolder(),
): string {
  const folder = mkdtempSync(join(within, 'app-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
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
