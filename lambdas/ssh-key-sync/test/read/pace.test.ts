import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/aws/turns.ts';
import { read } from '../../src/read.ts';
import { emptyState, type State } from '../../src/state.ts';
import { wholeReadTodos } from '../../src/whole-read.ts';
import { learned } from '../support/learned.ts';
import { type MemoryIam, memoryDirectory, memoryUser } from '../support/memory-iam.ts';
import { readConfigOf } from '../support/reading.ts';

const NOW = Date.parse('2026-11-22T04:00:00Z');
const DAY = 86_400_000;
const USERS = process.env['KMSCRYPT_SOAK'] ? 5_000 : 500;
const KEYS = 3;
const GROUPS = Array.from({ length: 60 }, (_, number) => `group${number}`);
const config = readConfigOf({ hosts: { app: GROUPS } });
const IAM: MemoryIam = {
  groups: GROUPS,
  users: Array.from({ length: USERS }, (_, number) => memoryUser(number, [`group${number % 60}`], KEYS)),
};
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

/** Reads it all in passes of 45 s, as the Lambda does, with calls that take no time but that of their turn. */
async function wholeRead(
  perSecond: number,
  { before, start }: { readonly before: State; readonly start: number },
) {
  let clock = start;
  const turn = createTurns({
    perSecond,
    clock: () => clock,
    sleep: async (milliseconds) => {
      clock += milliseconds;
      await Promise.resolve();
    },
  });
  const { directory, calls } = memoryDirectory({ iam: IAM, onCall: (_, signal) => turn(signal) });
  let state: State = { ...before, read: { started: start, complete: 0 } };
  let todo = wholeReadTodos(config, start);
  while (todo.length > 0) {
    const output = await read({
      todo,
      config,
      state,
      directories: { own: directory },
      now: () => clock,
      until: clock + 45_000,
      signal: new AbortController().signal,
      logger: SILENT,
    });
    state = learned(state, output.evidence);
    ({ todo } = output);
  }
  return { state, calls, seconds: (clock - start) / 1000 };
}

describe('a whole read', () => {
  const first = 60 + USERS * (1 + KEYS);
  const steady = 60 + USERS;

  it.each([5, 10, 20])('takes as long as its calls at %i a second', async (perSecond) => {
    const { state, calls, seconds } = await wholeRead(perSecond, { before: emptyState(20_000), start: NOW });
    const checks = calls.filter((call) => call === 'GetUser').length;
    // At most once for each whose name was read in an earlier pass.
    expect(checks).toBeLessThanOrEqual(USERS);
    expect(calls.length - checks).toBe(first);
    expect(seconds).toBeCloseTo((calls.length - 1) / perSecond, 0);
    const again = await wholeRead(perSecond, { before: state, start: NOW + DAY });
    expect(again.calls).toHaveLength(steady);
    expect(again.seconds).toBeCloseTo((steady - 1) / perSecond, 0);
    if (process.env['KMSCRYPT_SOAK']) {
      process.stderr.write(
        `\n${USERS} users, 60 groups, ${KEYS} keys each, ${perSecond} calls/s: first ${calls.length} calls, ${Math.round(seconds)} s; ` +
          `then ${again.calls.length} calls, ${Math.round(again.seconds)} s\n`,
      );
    }
  });
});
