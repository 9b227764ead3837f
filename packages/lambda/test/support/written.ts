import { onTestFinished, vi } from 'vitest';

/** What a Lambda has written, each line parsed. */
export interface Written {
  readonly stdout: () => readonly Readonly<Record<string, unknown>>[];
  readonly stderr: () => readonly Readonly<Record<string, unknown>>[];
  /** All of it as it stands. */
  readonly text: () => string;
}

/** Keeps what is written to stdout and stderr from now until the test is done. */
export function captureOutput(): Written {
  const kept = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    const spy = vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      kept[name] += String(chunk);
      return true;
    });
    onTestFinished(() => spy.mockRestore());
  }
  return {
    stdout: () => linesOf(kept.stdout),
    stderr: () => linesOf(kept.stderr),
    text: () => kept.stdout + kept.stderr,
  };
}

function linesOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
