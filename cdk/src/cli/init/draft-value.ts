import { type Entry, kindOf, type Value } from './draft.ts';

/** What a draft says when it is read; what is there as a comment only is left out. */
export function valueOf(entries: readonly Entry[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    entries.filter(({ isOff }) => isOff !== true).map(({ key, value }) => [key, plain(value)]),
  );
}

function plain(value: Value): unknown {
  const kind = kindOf(value);
  if ('scalar' in kind) return kind.scalar;
  if ('list' in kind) return kind.list;
  return 'section' in kind ? valueOf(kind.section) : kind.items.map((item) => valueOf(item));
}
