import type { Document, Path } from '@kmscrypt/core/documents';

type Outline = Document['root'];
type Entry = Extract<Outline, { readonly kind: 'map' }>['entries'][number];

/**
 * Where a value begins in its text, or the key of a map or list.
 *
 * @returns undefined where nothing stands, as behind an alias or a merge key
 */
export function offsetOf(root: Outline, path: Path): number | undefined {
  let node: Outline | undefined = root;
  let key: number | undefined;
  for (const step of path) {
    if (node?.kind === 'map') {
      // Of a key that stands twice the last one counts.
      const entry: Entry | undefined = node.entries.findLast((each) => each.key === String(step));
      key = entry?.keyStart;
      node = entry?.node;
    } else {
      node = node?.kind === 'list' ? node.items[Number(step)] : undefined;
      key = node?.start;
    }
  }
  return node?.kind === 'map' || node?.kind === 'list' ? (key ?? node.start) : node?.start;
}
