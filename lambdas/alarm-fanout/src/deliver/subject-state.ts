import * as z from '@kmscrypt/lambda/schema';
import { type Mark, markSchema } from './marks.ts';
import type { Change } from './piece.ts';

/** What a destination has been told of a subject. */
export interface SubjectState {
  /** The oldest first. */
  readonly marks: readonly Mark[];
  /** The latest change that it has been told. */
  readonly newest?: Change | undefined;
  /** {@link Sent.thread} */
  readonly thread?: unknown;
}

export const NO_SUBJECT: SubjectState = { marks: [] };

export const subjectSchema = z.object({
  marks: z.array(markSchema),
  newest: z.optional(z.object({ at: z.string(), state: z.string() })),
  thread: z.optional(z.unknown()),
});

/** Whether the destination has been told of a later change. */
export function isLate({ newest }: SubjectState, { at }: Change): boolean {
  return newest !== undefined && Date.parse(at) < Date.parse(newest.at);
}

/** With a change told, if it is the latest. */
export function withChange(state: SubjectState, change: Change | undefined): SubjectState {
  return change === undefined || isLate(state, change) ? state : { ...state, newest: change };
}
