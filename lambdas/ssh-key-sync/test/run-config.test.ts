import { describe, expect, test } from 'vitest';
import type { SyncConfig } from '../src/config.ts';
import { problemsOf } from '../src/problems-of.ts';
import type { Store, Stored } from '../src/ports.ts';
import { run } from '../src/run.ts';
import type { RunReport } from '../src/run-report.ts';
import { connectTo, type FakeAws } from './operators/support/fake-aws.ts';
import { sshKey } from './operators/support/ssh-key.ts';
import { configOf } from './operators/support/state.ts';

const START = Date.UTC(2026, 10, 22, 4);
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
const AWS: FakeAws = {
  groups: { dev: ['AIDAALICE', 'AIDABOB'], guests: ['AIDACARL'] },
  users: {
    AIDAALICE: { name: 'alice', keys: { APKAALICE: sshKey(1) } },
    AIDABOB: { name: 'bob', keys: { APKABOB: sshKey(2) } },
    AIDACARL: { name: 'carl', keys: { APKACARL: sshKey(3) } },
  },
};

/** One host group with these login groups. */
function configWith(...login: readonly string[]): SyncConfig {
  return configOf({ hosts: { app: { tags: { stage: 'dev' }, login, document: 'ssh-keys' } } });
}

interface Lambda {
  /** A tick, so many minutes after the start. */
  tick(minutes: number, config: SyncConfig): Promise<RunReport>;
}

function createLambda(): Lambda {
  let stored: Stored | undefined;
  const store: Store = {
    load: async () => stored,
    save: async (state) => (stored = { state, tag: 't' }),
    publish: async () => 'put',
    reports: async () => ({}),
  };
  return {
    tick: async (minutes, config) => {
      const now = (): number => START + minutes * 60_000;
      const { signal } = new AbortController();
      return run({
        ...(await connectTo(AWS, now).connect(config, {})),
        config,
        store,
        fleet: { tell: async () => 'command', instances: async () => [] },
        messages: [{ id: 'tick', receiveCount: 1, payload: { kind: 'kmscrypt.ssh-keys.tick' } }],
        signal,
        answerBy: signal,
        now,
        logger: SILENT,
      });
    },
  };
}

function changesOf({ rounds }: RunReport): readonly string[] {
  return rounds.flatMap(({ plan: { gains, losses } }) => [
    ...gains.map(({ login }) => `+${login}`),
    ...losses.map(({ login }) => `-${login}`),
  ]);
}

describe('a config that changes', () => {
  test('a new group is read with the next run, and in force', async () => {
    const lambda = createLambda();
    expect(changesOf(await lambda.tick(0, configWith('dev')))).toEqual(['+alice', '+bob']);
    const report = await lambda.tick(5, configWith('dev', 'guests'));
    expect(changesOf(report)).toEqual(['+carl']);
    expect(problemsOf(report.rounds)).toEqual([]);
    expect((await lambda.tick(10, configWith('dev', 'guests'))).calls).toBe(0);
  });

  test('a group that is not there changes nothing, is told, and is looked for with each whole read', async () => {
    const lambda = createLambda();
    await lambda.tick(0, configWith('dev'));
    const calls: number[] = [];
    for (const minutes of [5, 10, 31]) {
      const report = await lambda.tick(minutes, configWith('devs'));
      expect(changesOf(report)).toEqual([]);
      expect(problemsOf(report.rounds).map(({ code, subject }) => `${code} ${subject}`)).toEqual([
        'GROUP_MISSING own:devs',
      ]);
      calls.push(report.calls);
      if (minutes === 31) expect(report.state.read.complete).toBe(START + 31 * 60_000);
    }
    expect(calls.slice(0, 2)).toEqual([1, 0]);
    expect(calls[2]).toBeGreaterThan(1);
    const report = await lambda.tick(35, configWith('dev'));
    expect([changesOf(report), problemsOf(report.rounds)]).toEqual([[], []]);
  });

  test('a group instead of another takes and gives in one run', async () => {
    const lambda = createLambda();
    await lambda.tick(0, configWith('dev'));
    const report = await lambda.tick(5, configWith('guests'));
    expect(changesOf(report).toSorted()).toEqual(['+carl', '-alice', '-bob']);
    expect(Object.keys(report.state.groups ?? {})).toEqual(['own:dev', 'own:guests']);
    const later = await lambda.tick(10, configWith('guests'));
    expect(Object.keys(later.state.groups ?? {})).toEqual(['own:guests']);
  });

  test('a group in another case is the same group, also with other changes beside it', async () => {
    const lambda = createLambda();
    await lambda.tick(0, configWith('dev'));
    const same = await lambda.tick(5, configWith('Dev'));
    expect([changesOf(same), same.calls, same.state.todo]).toEqual([[], 0, []]);
    expect(same.state.rules).toEqual({ app: { login: ['own:dev'], sudo: [] } });
    const more = await lambda.tick(10, configWith('Dev', 'guests'));
    expect(changesOf(more)).toEqual(['+carl']);
    expect(more.state.rules).toEqual({ app: { login: ['own:dev', 'own:guests'], sudo: [] } });
    const whole = await lambda.tick(40, configWith('Dev', 'guests'));
    expect([changesOf(whole), problemsOf(whole.rounds)]).toEqual([[], []]);
    expect(whole.state.todo).toEqual([]);
    expect(changesOf(await lambda.tick(45, configWith('DEV')))).toEqual(['-carl']);
  });
});
