import type { GroupView } from '../groups.ts';
import type { RefreshState } from '../refresh-state.ts';

/** What the group is now: a version by its number, with an image by its id. Undefined where it has none such, see templateProblems. */
export function sourceOf({ template, image }: GroupView): RefreshState['from'] | undefined {
  if (template === undefined || image === undefined) return undefined;
  if (!/^\d+$/u.test(template.version) || image.startsWith('resolve:')) return undefined;
  return { version: Number(template.version), image };
}
