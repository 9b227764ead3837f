const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs synchronous work that must not be cut in two by Ctrl-C. With a handler in place the runtime notes a signal and
 * goes on; nothing of it can run before the work is done. Then the handler is taken away and the signal acts as always,
 * unless the command is done by then and the process has ended.
 */
export function deferSignals(work: () => void): void {
  const again = (signal: NodeJS.Signals): void => {
    process.off(signal, again);
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, again);
  try {
    work();
  } finally {
    // A signal that came meanwhile is delivered in the next turns of the event loop: the handlers have to be there still.
    setTimeout(() => {
      for (const signal of SIGNALS) process.off(signal, again);
    }, 20);
  }
}
