import type { Failure } from './failure.ts';

/** What the child process is told to do. */
export interface Job {
  /** The path of the bundle; its export `handler` is invoked. */
  readonly bundle: string;
  readonly event: unknown;
  /** For the invocation, in milliseconds. */
  readonly timeout: number;
}

/** What the child process tells, in this order: that the bundle is loaded, then one of the others. */
export type Note =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'answer'; readonly json: string }
  | { readonly kind: 'failure'; readonly failure: Failure };
