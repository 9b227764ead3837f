import { DeliveryError } from '../../../src/delivery-error.ts';
import type { Rules, Sent } from '../../../src/destination.ts';
import type { TargetJob } from '../../../src/deliver/target.ts';
import type { Life } from './life.ts';
import { pick, type Random } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a vendor has accepted. */
export interface Acceptance {
  readonly key: string;
  /** Of a digest those that it lists; else its own. */
  readonly keys: readonly string[];
  readonly time: number;
  readonly isDigest: boolean;
  /** The invocation that sent it. */
  readonly life: Life;
  /** Whether its answer was on its way back to it. */
  readonly isAnswered: boolean;
}

/** How a vendor is. */
export interface VendorOptions {
  readonly name: string;
  readonly rules: Rules;
  readonly random: Random;
  /** The share of requests to which something happens. */
  readonly faults: number;
  /** The share of changes that it will never take. */
  readonly poison: number;
  readonly isDead: boolean;
}

export interface SimVendor {
  readonly send: (job: TargetJob, life: Life, signal: AbortSignal) => Promise<Sent>;
  readonly accepted: readonly Acceptance[];
  /** When it was asked, in milliseconds. */
  readonly arrivals: readonly number[];
}

/** In this order for several at once. */
const DOOMS = ['refused', 'error', 'lost-before'] as const;
type Doom = (typeof DOOMS)[number];

const TIMEOUT = 10_000;
const FAULTS = ['limit', 'error', 'no-connection', 'lost-before', 'lost-after', 'timeout', 'slow'] as const;

export function simVendor(
  { name, rules, random, faults, poison, isDead }: VendorOptions,
  clock: VirtualClock,
): SimVendor {
  const accepted: Acceptance[] = [];
  const arrivals: number[] = [];
  const known = new Set<string>();
  const error = (code: 'NOT_NOW' | 'REFUSED' | 'UNKNOWN', what: string, more = {}): DeliveryError =>
    new DeliveryError(code, `${name} ${what}`, more);
  const accept = ({ key, content }: TargetJob, life: Life, isAnswered: boolean): Sent => {
    const isDigest = content.type === 'digest';
    const keys = keysOf({ key, content });
    if (!rules.isIdempotent || !known.has(key)) {
      accepted.push({ key, keys, time: clock.now(), isDigest, life, isAnswered });
    }
    known.add(key);
    return content.type === 'alarm' && content.alarm.state === 'ALARM' ? { thread: { of: key } } : {};
  };
  return {
    accepted,
    arrivals,
    send: async (job, life, signal) => {
      const sleep = async (milliseconds: number): Promise<void> => {
        try {
          await clock.sleep(milliseconds, signal);
        } catch {
          throw error('UNKNOWN', 'was not waited for');
        }
      };
      const luck = random();
      const fault = luck < faults ? pick(random, FAULTS) : undefined;
      const latency = 50 + 250 * random();
      if (isDead) {
        if (luck < 0.5) await sleep(TIMEOUT);
        throw luck < 0.5 ? error('UNKNOWN', 'did not answer in time') : error('NOT_NOW', 'cannot be reached');
      }
      if (fault === 'no-connection') {
        await sleep(10);
        throw error('NOT_NOW', 'refused the connection');
      }
      await sleep(fault === 'slow' ? 5_000 : latency);
      arrivals.push(clock.now());
      const doom = doomOfJob(job, poison);
      if (doom === 'refused') throw error('REFUSED', 'answered 400');
      switch (doom ?? fault) {
        case 'limit':
          throw error('NOT_NOW', 'answered 429', { retryAfter: 1 + Math.floor(5 * random()), isLimit: true });
        case 'error':
          throw error('NOT_NOW', 'answered 500');
        case 'lost-before':
          throw error('UNKNOWN', 'ended the connection');
        case 'lost-after':
          accept(job, life, false);
          throw error('UNKNOWN', 'ended the connection');
        case 'timeout':
          if (random() < 0.5) accept(job, life, false);
          await sleep(TIMEOUT);
          throw error('UNKNOWN', 'did not answer in time');
        default: {
          const sent = accept(job, life, true);
          await sleep(5);
          return sent;
        }
      }
    },
  };
}

function keysOf({ key, content }: Pick<TargetJob, 'key' | 'content'>): readonly string[] {
  return content.type === 'digest' ? content.entries.map((entry) => entry.key) : [key];
}

/** A digest is doomed by any that it lists. */
function doomOfJob(job: TargetJob, poison: number): Doom | undefined {
  const dooms = new Set(keysOf(job).map((key) => doomOf(key, poison)));
  return DOOMS.find((doom) => dooms.has(doom));
}

/** Some keys are never taken: half of them are refused, the others fail for ever, or are never answered. */
export function doomOf(key: string, poison: number): Doom | undefined {
  const number = Number.parseInt(key.slice(0, 6), 16) / 0x100_0000;
  if (number >= poison) return undefined;
  if (number < poison / 2) return 'refused';
  return number < 0.75 * poison ? 'error' : 'lost-before';
}
