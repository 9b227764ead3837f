import { type Document, formatPath, type OutlineNode, type Path } from '@kmscrypt/core/documents';
import { findTokens } from '@kmscrypt/core/token';
import type { Spot } from './finding.ts';

/**
 * Finds what a rule selects and what cannot become a token as it stands, but holds text: an alias of a plaintext, bytes in
 * base64 (`!!binary`), a template with text in it.
 */
export function unencryptableIn(document: Document, isSelected: (path: Path) => boolean): Spot[] {
  return othersIn(document.root, []).flatMap(({ path, node }) => {
    const { what, start, end } = node;
    if (!isSelected(path) || !holdsText(document, { what, source: document.text.slice(start, end) }))
      return [];
    const message = `${formatPath(path)} is ${what}, which cannot be a token; the rule demands one`;
    return [{ kind: 'plaintext', offset: start, path: formatPath(path), message }];
  });
}

interface Other {
  readonly path: Path;
  readonly node: Extract<OutlineNode, { kind: 'other' }>;
}

function othersIn(node: OutlineNode, path: Path): readonly Other[] {
  if (node.kind === 'other') return [{ path, node }];
  if (node.kind === 'list') return node.items.flatMap((item, index) => othersIn(item, [...path, index]));
  if (node.kind === 'map')
    return node.entries.flatMap(({ key, node: child }) => othersIn(child, [...path, key]));
  return [];
}

function holdsText(
  document: Document,
  { what, source }: { readonly what: string; readonly source: string },
): boolean {
  const anchor = /^an alias of &(.+)$/u.exec(what)?.[1];
  if (anchor !== undefined) return isPlain(document, anchor);
  if (findTokens(source).length > 0) return false;
  if (!source.startsWith('"')) return what.startsWith('a !!') && source !== '';
  // Of a template, what stands outside of its interpolations.
  return (
    source
      .slice(1, -1)
      .replace(/[$%]\{[^}]*\}/gu, '')
      .trim() !== ''
  );
}

/** Whether an anchor is that of a value without a token. */
function isPlain({ text, fields }: Document, anchor: string): boolean {
  const value = fields().find(({ value: { start } }) => {
    // Between them there may be a tag.
    const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trimEnd();
    return before.replace(/\s+!\S*$/u, '').endsWith(`&${anchor}`);
  })?.value;
  return value !== undefined && value.text !== '' && findTokens(value.text).length === 0;
}
