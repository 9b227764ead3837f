import type { AwsCalls } from '../../src/aws/calls.ts';
import { configSchema } from '../../src/config.ts';
import type { Saved, Taken } from '../../src/ports.ts';
import type { PromotionRecord } from '../../src/release.ts';
import { EMPTY_STATE, type FleetState } from '../../src/state.ts';
import type { FleetWork } from '../../src/tick.ts';
import { scriptedCalls } from './scripted-calls.ts';
import { type PromotionTable, memoryPromotions } from './simulated/memory-promotions.ts';

export const NOW: number = Date.UTC(2026, 10, 22, 2);
export const TOPIC = 'arn:aws:sns:eu-central-1:111111111111:alarms';

export interface WorkScene {
  readonly work: FleetWork;
  /** What was published, as JSON says it. */
  readonly published: unknown[];
  readonly saved: Saved[];
  readonly promotions: PromotionTable;
  readonly errors: string[];
}

/** A tick of the environment dev that has taken a fleet. */
export function workScene(given: {
  readonly publish?: AwsCalls['publish'] | undefined;
  readonly alarms?: readonly string[] | undefined;
  readonly isTableDown?: boolean | undefined;
}): WorkScene {
  const published: unknown[] = [];
  const saved: Saved[] = [];
  const errors: string[] = [];
  const promotions: PromotionTable = new Map<string, PromotionRecord>();
  const { calls } = scriptedCalls({
    publish: async (input, signal) => {
      const answer = await given.publish?.(input, signal);
      published.push(JSON.parse(input.Message ?? ''));
      return answer ?? {};
    },
  });
  const { signal } = new AbortController();
  const config = configSchema.parse({
    environment: 'dev',
    table: 'dev-auto-update',
    document: 'dev-auto-update',
    topic: TOPIC,
    promotion: { table: 'promotions' },
    fleets: { web: { mode: 'in-place', tags: { role: 'web' } } },
  });
  const work: FleetWork = {
    config,
    store: {
      take: unexpected,
      look: unexpected,
      wish: unexpected,
      reports: unexpected,
      active: unexpected,
      lastTicks: unexpected,
    },
    promotions: memoryPromotions(promotions, 'dev', async (deed) => {
      if (given.isTableDown === true) throw new Error('the table is down');
      return deed();
    }),
    callsWhile: () => calls,
    calls,
    counted: () => 0,
    account: '111111111111',
    region: 'eu-central-1',
    signal,
    answerBy: signal,
    logger: { info: () => {}, warn: () => {}, error: (message) => void errors.push(message) },
    taken: takenOf(saved),
    gates: { alarms: given.alarms ?? [], unreadable: [] },
    releases: { kind: 'newest' },
    now: NOW,
  };
  return { work, published, saved, promotions, errors };
}

export function stateOf(given: Partial<FleetState> = {}): FleetState {
  return { ...EMPTY_STATE, ticked: NOW, ...given };
}

function takenOf(saved: Saved[]): Taken {
  return {
    state: EMPTY_STATE,
    control: { format: 1 },
    records: {},
    fence: 1,
    clockOff: 0,
    wasLeft: false,
    now: () => NOW,
    isOurs: () => true,
    save: async (change) => {
      saved.push(change);
      return true;
    },
    release: async () => {},
  };
}

async function unexpected(): Promise<never> {
  throw new Error('not expected');
}
