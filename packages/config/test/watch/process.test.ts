import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runChild } from '../support/run-child.ts';

const child = (name: string): string => join(import.meta.dirname, 'children', `${name}.ts`);

it('a refresh that hangs keeps no process alive', async () => {
  const outcome = await runChild(child('hanging-refresh'));
  expect(outcome).toMatchObject({ stdout: 'first\nhangs\n', stderr: '', status: 0 });
  // Its deadline would be 30 s.
  expect(outcome.took).toBeLessThan(10_000);
});

it('what a listener throws is an uncaught exception each time', async () => {
  const { stdout, status } = await runChild(child('uncaught-listener'));
  expect([stdout, status]).toEqual(['of the listener\nof the listener\n', 0]);
});

interface Day {
  readonly heaps: readonly number[];
  readonly reads: number;
  readonly changes: number;
  readonly timers: number;
  readonly plaintexts: number;
}

it('24 hours of rotation leak nothing', async () => {
  const { stdout, stderr } = await runChild(child('day-of-rotation'), ['--expose-gc']);
  expect(stderr).toBe('');
  const { heaps, reads, changes, timers, plaintexts } = JSON.parse(stdout) as Day;
  expect(reads).toBeGreaterThan(8_000);
  expect(changes).toBeGreaterThan(50_000);
  expect([timers, plaintexts]).toEqual([0, 10_000]);
  // After 8 hours the most that is remembered is.
  const [settled = 0, last = 0] = [heaps[7], heaps.at(-1)];
  expect(last - settled).toBeLessThan(settled * 0.05);
});
