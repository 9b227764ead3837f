import { join } from 'node:path';
import { hostNode } from './host-node.ts';
import { CLI, PROGRAMS } from './programs.ts';

/** A form of the command line to run another command with. */
export interface ExecProgram {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Whether it becomes the command; else a parent stays. */
  readonly becomes: boolean;
}

const host = hostNode();
if (host === undefined)
  process.stderr.write('*** there is no other Node: exec is not tested as a parent ***\n');

/** Both forms of the program, and the host's own Node, which may be one that cannot become another program. */
export const EXEC_PROGRAMS: readonly ExecProgram[] = [
  ...PROGRAMS.map(({ name, command }) => ({ name, command, becomes: true })),
  ...(host === undefined
    ? []
    : [
        {
          name: `Node ${host.version}`,
          command: [host.path, join(CLI, 'bin', 'kmscrypt.js')] as const,
          becomes: canBecome(host.version),
        },
      ]),
];

/** process.execve came with 22.15 and 23.11. */
function canBecome(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 11) || (major === 22 && minor >= 15);
}
