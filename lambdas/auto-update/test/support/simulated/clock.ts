/** Time that goes on when it is told to, in milliseconds since the epoch. */
export interface VirtualClock {
  now(): number;
  /** Something that happens at a time; at once it is never done. Of the same time: in the order in which they were given. */
  at(time: number, deed: () => void): void;
  /** The same, so many milliseconds from now. */
  in(milliseconds: number, deed: () => void): void;
  /** Everything that is due until then happens, each at its time. */
  advance(to: number): void;
  /** When the next thing happens; Infinity: nothing will. */
  next(): number;
}

interface Deed {
  readonly time: number;
  readonly number: number;
  readonly deed: () => void;
}

/** Things to come are in a binary heap, the next one first. */
export function virtualClock(begin: number): VirtualClock {
  const heap: Deed[] = [];
  let now = begin;
  let count = 0;
  const clock: VirtualClock = {
    now: () => now,
    at: (time, deed) => push(heap, { time: Math.max(time, now), number: (count += 1), deed }),
    in: (milliseconds, deed) => clock.at(now + milliseconds, deed),
    advance: (to) => {
      for (let first = heap[0]; first !== undefined && first.time <= to; first = heap[0]) {
        pop(heap);
        now = Math.max(now, first.time);
        first.deed();
      }
      now = Math.max(now, to);
    },
    next: () => heap[0]?.time ?? Infinity,
  };
  return clock;
}

function push(heap: Deed[], deed: Deed): void {
  let place = heap.push(deed) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isBefore(heap[place], heap[parent])) return;
    swap(heap, place, parent);
    place = parent;
  }
}

function pop(heap: Deed[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  for (let place = 0; ;) {
    const left = 2 * place + 1;
    const child = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!isBefore(heap[child], heap[place])) return;
    swap(heap, place, child);
    place = child;
  }
}

function isBefore(one: Deed | undefined, other: Deed | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.time < other.time || (one.time === other.time && one.number < other.number);
}

function swap(heap: Deed[], one: number, other: number): void {
  const [here, there] = [heap[one], heap[other]];
  if (here === undefined || there === undefined) return;
  heap[one] = there;
  heap[other] = here;
}
