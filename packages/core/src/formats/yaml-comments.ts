import type { CST } from 'yaml';
import type { Range } from './range.ts';

/**
 * Every comment of a stream, in no order: the parser's tokens know where they stand, its nodes do not.
 * The comment in the header of a block scalar is left out, as it is written with the scalar.
 */
export function commentsOf(tokens: readonly CST.Token[]): readonly Range[] {
  const comments: Range[] = [];
  const pending: unknown[] = [...tokens];
  for (let token = pending.pop(); token !== undefined; token = pending.pop()) {
    if (typeof token !== 'object' || token === null) continue;
    if ('type' in token && token.type === 'comment' && 'source' in token && 'offset' in token) {
      const start = Number(token.offset);
      comments.push({ start, end: start + String(token.source).length });
      continue;
    }
    for (const [key, child] of Object.entries(token)) {
      if (key === 'props') continue;
      if (Array.isArray(child)) for (const item of child) pending.push(item);
      else pending.push(child ?? null);
    }
  }
  return comments;
}
