import type { IamCall } from './iam-call.ts';
import type { ParameterChange } from './parameter-change.ts';

/** What a message tells. */
export type Told =
  | IamCall
  | ParameterChange
  | { readonly kind: 'tick' }
  | { readonly kind: 'whole-read' }
  | { readonly kind: 'approve'; readonly held: string }
  /** An event that changes nothing for anybody here. */
  | { readonly kind: 'ignored' }
  /** Nothing that can be used; the reason names keys, never what they hold. */
  | { readonly kind: 'foreign'; readonly reason: string };

export const IGNORED: Told = { kind: 'ignored' };

export function foreign(reason: string): Told {
  return { kind: 'foreign', reason };
}
