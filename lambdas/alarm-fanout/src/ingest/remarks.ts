import type { Kept, SeenChange } from '../alarm-memory.ts';
import type { FlappingRule } from '../flapping.ts';

/**
 * What is to be said of a change besides itself, for one destination; a sentence each.
 *
 * @param options.kept what has been done with it there before
 */
export function remarksOn(
  change: SeenChange,
  { kept, rule }: { readonly kept?: Kept | undefined; readonly rule: FlappingRule },
): readonly string[] {
  const held = kept === undefined || kept === 'skipped' ? [] : [HELD[kept]];
  return [...held, ...(rule === false ? [] : flapping(change, rule))];
}

const HELD = {
  muted: 'Held back while its actions were muted or suppressed.',
  quiet: 'Held back during quiet hours.',
} as const;

function flapping(
  { mark, count = 0 }: SeenChange,
  { within, steady }: Exclude<FlappingRule, false>,
): readonly string[] {
  if (mark === 'began') {
    return [
      `Flapping: ${count} changes within ${duration(within)}; no more is told until it has been steady for ${duration(steady)}.`,
    ];
  }
  const untold = count === 0 ? [] : [`${count === 1 ? '1 change was' : `${count} changes were`} not told`];
  if (mark === 'steady') return [`${[`Steady for ${duration(steady)}`, ...untold].join('; ')}.`];
  return untold.map((text) => `${text} while it was flapping.`);
}

function duration(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} seconds`;
  return seconds === 60 ? 'a minute' : `${seconds / 60} minutes`;
}
