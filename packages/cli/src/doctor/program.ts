import { CliError } from '../errors/cli-error.ts';
import { type Check, fail, ok } from './check.ts';

/** What the program runs on, as `process` tells it. */
export interface Runtime {
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly arch: string;
}

const OLDEST_NODE = [20, 19] as const;

/** Checks the program itself. */
export function checkProgram(version: string, { versions, platform, arch }: Runtime): Check {
  const machine = `${platform}-${arch}`;
  if (versions['bun'] !== undefined) return ok('program', `kmscrypt ${version}, the executable, ${machine}`);
  const node = versions['node'] ?? '';
  const found = `kmscrypt ${version}, Node ${node}, ${machine}`;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return ok('program', found);
  const error = new CliError('PROGRAM_FAILED', `${found}: this Node is too old`, {
    hints: [`install Node ${OLDEST_NODE.join('.')} or later, or take the executable, which needs no Node`],
  });
  return fail('program', error);
}
