import type { ObjectChange } from '../change.ts';

/** What became of one event. */
export type ReadEvent =
  | { readonly change: ObjectChange }
  /** It changes nothing that is served: its name. */
  | { readonly ignored: string }
  /** Why it cannot be used. */
  | { readonly problem: string };
