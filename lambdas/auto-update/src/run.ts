import type { Message, Outcome } from '@kmscrypt/lambda';
import { takeIn } from './event.ts';
import type { TickReport } from './record.ts';
import { tick, type TickInput } from './tick.ts';

export interface RunInput extends TickInput {
  readonly messages: readonly Message[];
}

/** What an invocation has done. */
export interface Ran extends TickReport {
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/** Works on the messages of an invocation: however many ticks there are among them, they are one. */
export async function run({ messages, ...input }: RunInput): Promise<Ran> {
  const before = input.counted();
  const { isTick, outcomes } = takeIn(messages);
  const ticks = isTick ? await tick(input) : [];
  return { outcomes, ticks, calls: input.counted() - before };
}
