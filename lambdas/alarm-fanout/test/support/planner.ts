import type { AlarmMemory } from '../../src/alarm-memory.ts';
import { memoryOf } from '../../src/alarm-memory.ts';
import type { FanoutConfig } from '../../src/config.ts';
import type { Change } from '../../src/ingest/change.ts';
import type { Verdict } from '../../src/ingest/verdict.ts';
import { type Decision, plan } from '../../src/plan.ts';
import { NOON } from './changes.ts';

/** Plans, and remembers as the store does. */
export interface Planner {
  /** What becomes of changes, by destination, some seconds after noon. */
  at(seconds: number, ...changes: readonly Change[]): readonly Readonly<Record<string, string>>[];
  /** What is said of a change besides itself, at the first destination. */
  remarksAt(seconds: number, change: Change): readonly string[];
  /** From now on. */
  configure(config: FanoutConfig): void;
  /** How often something was to be written. */
  readonly writes: () => number;
}

export function plannerOf(first: FanoutConfig): Planner {
  let config = first;
  const memories = new Map<string, AlarmMemory>();
  let writes = 0;
  const planned = (seconds: number, changes: readonly Change[]): readonly Decision[] => {
    const { decisions, memories: changed } = plan({ changes, memories, config, now: NOON + seconds * 1000 });
    for (const [subject, memory] of changed) {
      writes += 1;
      const kept = memoryOf(JSON.parse(JSON.stringify(memory)));
      if (kept === undefined) throw new Error('the memory does not fit its schema');
      memories.set(subject, kept);
    }
    return decisions;
  };
  return {
    at: (seconds, ...changes) =>
      planned(seconds, changes).map(({ verdicts }) =>
        Object.fromEntries([...verdicts].map(([name, verdict]) => [name, inWords(verdict)])),
      ),
    remarksAt: (seconds, change) => {
      const [verdict] = planned(seconds, [change]).flatMap(({ verdicts }) => [...verdicts.values()]);
      return verdict?.status === 'tell' ? verdict.remarks : ['it is not told'];
    },
    configure: (next) => {
      config = next;
    },
    writes: () => writes,
  };
}

/** `tell`, `hold flapping 600` (seconds after noon), `done damped`. */
function inWords(verdict: Verdict): string {
  if (verdict.status === 'tell') return 'tell';
  if (verdict.status === 'done') return `done ${verdict.why}`;
  return `hold ${verdict.why} ${(verdict.until - NOON) / 1000}`;
}
