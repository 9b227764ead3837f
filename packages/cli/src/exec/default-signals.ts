/** What the runtime ignores for itself, and a program that it becomes would go on to ignore: `yes | head` would not end. */
const IGNORED = ['SIGPIPE', 'SIGXFSZ'] as const;

/** Gives these signals back what they do by default: a handler that is taken away leaves that, not what was before it. */
export function restoreDefaultSignals(): void {
  for (const signal of IGNORED) {
    const nothing = (): void => {};
    process.on(signal, nothing);
    process.off(signal, nothing);
  }
}

/**
 * Keeps SIGUSR1 from starting Node's debugger, through which another process of this user could read what is in memory: it
 * ends the process, as it ends any program that has not asked for it.
 *
 * @returns takes that away again.
 */
export function refuseDebugger(): () => void {
  // Bun has no such signal.
  if (process.versions['bun'] !== undefined) return () => {};
  const end = (): void => {
    process.off('SIGUSR1', end);
    process.kill(process.pid, 'SIGUSR1');
  };
  process.on('SIGUSR1', end);
  return () => {
    process.off('SIGUSR1', end);
  };
}
