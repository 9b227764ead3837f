import type { Policy } from '../config/policy.ts';
import type { Held } from '../held.ts';
import type { Host } from '../view.ts';

/** The tag for which a host is left alone; undefined where it has none such. */
export function excludedBy(
  { tags }: Pick<Host, 'tags'>,
  { exclude }: Pick<Policy, 'exclude'>,
): Held | undefined {
  for (const [tag, values] of Object.entries(exclude)) {
    const value = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
    if (value === undefined || ![values].flat().includes(value)) continue;
    return { code: 'EXCLUDED', text: `its tag ${tag} is ${value}` };
  }
  return undefined;
}
