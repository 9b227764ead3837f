import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Fields of /proc/self/stat behind the program's name (proc_pid_stat(5)): ours is the 3rd. */
const GROUP = 2;
const TERMINAL = 4;
const FOREGROUND = 5;

/**
 * Whether this process is among those that the terminal sends its own signals to, such as that of Ctrl-C: then a child in the
 * same group has got them, too.
 */
export function isInForeground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[TERMINAL] !== '0' && fields[GROUP] === fields[FOREGROUND];
  } catch {
    return [0, 1, 2].some((descriptor) => isatty(descriptor));
  }
}
