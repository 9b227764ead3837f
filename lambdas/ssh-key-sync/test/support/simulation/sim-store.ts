import { KmscryptError } from '@kmscrypt/core/error';
import type { PublishedManifest, Store, Stored } from '../../../src/ports.ts';
import type { HostRecord, State } from '../../../src/state.ts';
import type { Life } from './life.ts';
import type { Notes } from './notes.ts';
import type { Chance } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { Weather } from './weather.ts';

/** A state that was written. */
export interface Save {
  readonly at: number;
  readonly run: number;
  readonly state: State;
}

/** A manifest that was put into the bucket. */
export interface Put extends PublishedManifest {
  readonly at: number;
}

/** The bucket: If-Match, faults before and after writing. */
export interface SimStore {
  readonly saves: readonly Save[];
  readonly puts: readonly Put[];
  of(life: Life, run: number): Store;
}

export interface SimStoreOptions {
  readonly notes: Notes;
  readonly chance: Chance;
  readonly clock: VirtualClock;
  readonly weather: Weather;
  /** What hosts last reported. */
  readonly reports: () => Readonly<Record<string, HostRecord>>;
}

export function simStore({ notes, chance, clock, weather, reports }: SimStoreOptions): SimStore {
  const saves: Save[] = [];
  const puts: Put[] = [];
  let users = '';
  let object: { readonly text: string; readonly tag: string } | undefined;
  const fail = (what: string): never => {
    throw new KmscryptError('AWS_FAILED', `${what}: the service is unavailable (503)`);
  };
  /** Makes a call that may fail before it has done anything, or after all is done. */
  const around = async <T>(life: Life, what: string, signal: AbortSignal, work: () => T): Promise<T> =>
    life.call(async () => {
      const share = weather.at(clock.now())?.store ?? 0;
      const luck = chance.next();
      try {
        await clock.sleep(chance.between(5, 60), signal);
      } catch {
        return fail(what);
      }
      if (luck < share / 2) return fail(what);
      const answer = work();
      await clock.pause(chance.between(5, 60));
      return luck < share ? fail(what) : answer;
    });
  return {
    saves,
    puts,
    of: (life, run) => ({
      load: (signal) =>
        around(life, 'the state cannot be read', signal, () =>
          object === undefined ? undefined : { state: JSON.parse(object.text) as State, tag: object.tag },
        ),
      save: (state, over, signal) => {
        const text = JSON.stringify(state);
        const begun = clock.now();
        return around(life, 'the state cannot be written', signal, (): Stored | undefined => {
          if (object?.tag !== over?.tag) return undefined;
          const at = clock.now();
          object = { text, tag: `"${saves.length + 1}"` };
          saves.push({ at, run, state: JSON.parse(text) as State });
          // What leaves all users as they were may be written before anything that was seen is in it, such as a lease.
          const usersText = JSON.stringify(state.users);
          if (usersText !== users) notes.save(run, { begun, at });
          users = usersText;
          return { state: JSON.parse(text) as State, tag: object.tag };
        });
      },
      publish: (manifest, signal) =>
        around(life, 'the manifest cannot be written', signal, () => {
          const last = puts.findLast(({ hostGroup }) => hostGroup === manifest.hostGroup);
          if (last?.text === manifest.text) return 'put';
          if (last !== undefined && last.version >= manifest.version) return { superseded: last.version };
          puts.push({ ...manifest, at: clock.now() });
          return 'put';
        }),
      reports: (known, signal) =>
        around(life, 'the reports cannot be listed', signal, () =>
          Object.fromEntries(Object.entries(reports()).filter(([arn, { tag }]) => known[arn]?.tag !== tag)),
        ),
    }),
  };
}
