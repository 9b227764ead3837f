import { spanText, timeText } from '@kmscrypt/lambda';

/** `3 hours 12 minutes ago (2026-11-22T04:00:00Z)`. */
export function agoText(now: number, then: number): string {
  return `${spanText(now - then)} ago (${timeText(then)})`;
}
