import { eventOf } from './cloud-trail.ts';
import type { Notes } from './notes.ts';
import type { Deed } from './org.ts';
import type { Queue } from './queue.ts';
import type { Chance } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Brings events to the queue: most in some seconds, some minutes late, some never, some twice; in no order. */
export interface Post {
  tell(deed: Deed): void;
  /** Notes what a run is told by the events that it was given, by their ids. */
  hear(id: string, run: number): void;
}

export interface PostParts {
  readonly notes: Notes;
  readonly queue: Queue;
  readonly chance: Chance;
  readonly clock: VirtualClock;
}

export function createPost({ notes, queue, chance, clock }: PostParts): Post {
  const sent = new Map<string, Deed>();
  const deliver = async (payload: unknown): Promise<void> => {
    await clock.pause(chance.happens(0.75) ? chance.between(1_000, 20_000) : chance.between(0, 300_000));
    queue.send(payload);
  };
  return {
    tell: (deed) => {
      const id = `event-${sent.size + 1}`;
      sent.set(id, deed);
      const payload = eventOf(deed.api, { ...deed, id });
      if (chance.happens(0.15)) return;
      void deliver(payload);
      if (chance.happens(0.15)) void deliver(payload);
    },
    hear: (id, run) => {
      const deed = sent.get(id);
      if (deed === undefined) return;
      const { api, source, at, facts } = deed;
      const name = 'user' in api ? api.user : '';
      for (const { fact, isThere } of facts)
        notes.hear({ fact, isThere, at, source, name, heard: clock.now(), run });
    },
  };
}
