import type * as z from '@kmscrypt/lambda/schema';
import type { Clock } from '../clock.ts';
import { DeliveryError } from '../delivery-error.ts';
import type { Store } from '../store.ts';
import { type LaneState, laneSchema, NO_LANE } from './lane-state.ts';
import { laneKey, subjectKey } from './record-keys.ts';
import { NO_SUBJECT, type SubjectState, subjectSchema } from './subject-state.ts';

/**
 * What a destination has been told, as far as a batch is concerned: the items `lane#DESTINATION` and `to#DESTINATION#SUBJECT`.
 * All calls reject with the store's errors, and with DeliveryError `NOT_NOW` where an item cannot be read or changed.
 */
export interface Records {
  /** As it was last read or written. */
  readonly lane: () => LaneState;
  readonly subject: (subject: string) => SubjectState;
  /**
   * Changes an item; where somebody else has, what they wrote.
   *
   * @param change answers undefined where there is nothing to be changed.
   * @returns false where there was nothing.
   */
  readonly changeLane: (change: ChangeOf<LaneState>, signal: AbortSignal) => Promise<boolean>;
  readonly changeSubject: (
    subject: string,
    change: ChangeOf<SubjectState>,
    signal: AbortSignal,
  ) => Promise<boolean>;
}

export type ChangeOf<State> = (state: State) => State | undefined;

export interface RecordsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly destination: string;
  readonly subjects: readonly string[];
}

interface Item<State> {
  readonly key: string;
  readonly schema: z.ZodMiniType<State>;
  readonly none: State;
  /** Whether what another version wrote may be written over: something may then be told twice. What a lane holds is nowhere else. */
  readonly isExpendable: boolean;
  state: State;
  version: number;
}

/** In milliseconds: an alarm may be on for long before it ends. */
const LASTS = 90 * 86_400_000;
const TRIES = 6;

/** Reads all that a batch needs, in one call. */
export async function readRecords(options: RecordsOptions, signal: AbortSignal): Promise<Records> {
  const { store, clock, destination } = options;
  const lane: Item<LaneState> = itemOf({
    key: laneKey(destination),
    schema: laneSchema,
    none: NO_LANE,
    isExpendable: false,
  });
  const subjects = new Map(
    options.subjects.map((subject) => {
      const item: Item<SubjectState> = itemOf({
        key: subjectKey(destination, subject),
        schema: subjectSchema,
        none: NO_SUBJECT,
        isExpendable: true,
      });
      return [subject, item] as const;
    }),
  );
  const subjectItem = (subject: string): Item<SubjectState> => {
    const item = subjects.get(subject);
    // A fault of this program.
    if (item === undefined) throw new Error(`${subject} is not of this batch`);
    return item;
  };
  const found = await store.get([lane.key, ...[...subjects.values()].map(({ key }) => key)], signal);
  const take = <State>(item: Item<State>, stored = found.get(item.key)): void => {
    const { success, data } = item.schema.safeParse(stored?.value ?? item.none);
    if (!success && !item.isExpendable) {
      throw new DeliveryError('NOT_NOW', `${item.key} holds what this version cannot read`);
    }
    item.state = success ? data : item.none;
    item.version = stored?.version ?? 0;
  };
  take(lane);
  for (const item of subjects.values()) take(item);

  const change = async <State>(
    item: Item<State>,
    changed: ChangeOf<State>,
    ending: AbortSignal,
  ): Promise<boolean> => {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const value = changed(item.state);
      if (value === undefined) return false;
      const expires = new Date(clock.now() + LASTS);
      const { key, version } = item;
      if (await store.put({ key, value, version, expires }, ending)) {
        item.state = value;
        item.version += 1;
        return true;
      }
      take(item, (await store.get([key], ending)).get(key));
    }
    throw new DeliveryError('NOT_NOW', `${item.key} is being changed by others all the time`);
  };

  return {
    lane: () => lane.state,
    subject: (subject) => subjectItem(subject).state,
    changeLane: (changed, ending) => change(lane, changed, ending),
    changeSubject: (subject, changed, ending) => change(subjectItem(subject), changed, ending),
  };
}

function itemOf<State>(item: Omit<Item<State>, 'state' | 'version'>): Item<State> {
  return { ...item, state: item.none, version: 0 };
}
