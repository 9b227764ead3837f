import { memoryUsage } from 'node:process';
import type { Loaded } from '../../../src/loaded.ts';
import { rememberedCounts, rememberSecrets } from '../../../src/secrets/redact.ts';
import { wrapSecrets } from '../../../src/secrets/wrap.ts';
import type { Clock } from '../../../src/watch/clock.ts';
import { readOnce } from '../../../src/watch/reading.ts';
import { watchTimes } from '../../../src/watch/watch-settings.ts';
import { ConfigWatcher } from '../../../src/watch/watcher.ts';

/** 24 hours in which all secrets rotate every 10 s, each third refresh fails and some are asked for, on a clock of our own. */
const HOUR = 3_600_000;
const SECRETS = 10;

let now = 0;
const calls = new Map<object, { readonly at: number; readonly call: () => void }>();
const clock: Clock = {
  now: () => now,
  later: (milliseconds, call) => {
    const key = {};
    calls.set(key, { at: now + milliseconds, call });
    return () => calls.delete(key);
  },
};

let reads = 0;
const load = async (): Promise<Loaded<unknown>> => {
  reads += 1;
  await Promise.resolve();
  if (reads % 3 === 0) throw new Error('AWS is down');
  const plaintexts = Array.from({ length: SECRETS }, (_, index) =>
    `secret-of-read-${reads}-${index}`.padEnd(200, '.'),
  );
  const secrets = { paths: plaintexts.map((_, index) => ['list', index]), plaintexts };
  rememberSecrets(plaintexts);
  return { config: wrapSecrets({ list: plaintexts }, secrets) };
};

const reading = { load, clock, times: watchTimes({ ttl: 10_000 }), random: Math.random };
const watcher = new ConfigWatcher(
  reading,
  await readOnce(reading, new AbortController().signal, 'foreground'),
);
let changes = 0;
watcher.on('change', ({ paths }) => {
  changes += paths.length;
});

const heaps: number[] = [];
for (let hour = 1; hour <= 24; hour += 1) {
  await passUntil(hour * HOUR);
  await watcher.invalidate().catch(() => {});
  // Twice, as what a finalizer lets go of goes with the next.
  globalThis.gc?.();
  globalThis.gc?.();
  heaps.push(memoryUsage().heapUsed);
}
watcher.close();
process.stdout.write(JSON.stringify({ heaps, reads, changes, timers: calls.size, ...rememberedCounts() }));

async function passUntil(end: number): Promise<void> {
  for (;;) {
    const [next] = Array.from(calls).toSorted(([, a], [, b]) => a.at - b.at);
    if (next === undefined || next[1].at > end) break;
    calls.delete(next[0]);
    now = next[1].at;
    next[1].call();
    // All that a read awaits, and more.
    await new Promise(setImmediate);
  }
  now = end;
}
