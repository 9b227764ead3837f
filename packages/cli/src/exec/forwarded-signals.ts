import { isInForeground } from './foreground.ts';

/** What is sent to us and meant for the child. What the runtime needs for itself is not among them (SIGPWR, SIGPROF). */
const FORWARDED = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGABRT',
  'SIGCONT',
  'SIGTSTP',
  'SIGURG',
  'SIGWINCH',
  'SIGIO',
  'SIGXCPU',
] as const;

/** What a terminal sends to all of its foreground group, the child among them. */
const OF_TERMINAL: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT', 'SIGWINCH', 'SIGTSTP']);

/**
 * Passes signals on, from now until the answered function is called. With handlers in place no signal ends this process, nor
 * does SIGUSR1 start Node's debugger.
 */
export function forwardSignals(send: (signal: NodeJS.Signals) => void): () => void {
  const handlers = FORWARDED.map((signal) => {
    const handle = (): void => {
      if (!OF_TERMINAL.has(signal) || !isInForeground()) send(signal);
      // Ctrl-Z has stopped the child; the shell waits for us to stop as well.
      else if (signal === 'SIGTSTP') process.kill(process.pid, 'SIGSTOP');
    };
    process.on(signal, handle);
    return [signal, handle] as const;
  });
  return () => {
    for (const [signal, handle] of handlers) process.off(signal, handle);
  };
}
