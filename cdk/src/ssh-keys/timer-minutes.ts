/** In minutes: what the Lambda takes where its config does not say, and the longest that hosts wait. */
const BEHIND_AFTER = 15;
const LONGEST = 30;

/**
 * How often a host looks for its manifest of its own accord, in minutes: as the Lambda has it, which says it to hosts, too.
 *
 * @param behindAfter minutes after which a host counts as behind
 */
export function timerMinutes(behindAfter: number = BEHIND_AFTER): number {
  return Math.min(LONGEST, Math.max(1, Math.floor(behindAfter / 3)));
}
