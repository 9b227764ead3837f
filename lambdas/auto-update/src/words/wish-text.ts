import { timeText } from '@kmscrypt/lambda';
import type { Wish } from '../control.ts';

/** `alice@laptop at 2026-11-22T02:00:00Z: kernel bug`. */
export function wishText({ by, at, reason }: Wish): string {
  return `${by} at ${timeText(at)}${reason === undefined ? '' : `: ${reason}`}`;
}
