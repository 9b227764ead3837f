import type { Path } from '@kmscrypt/core/documents';
import { findTokens } from '@kmscrypt/core/token';
import { type Problem, problemAt } from '../problem.ts';
import type { Node } from './node.ts';
import type { Origin } from './origin.ts';

/** How deep a config may be; deeper ones are no config, and would end the stack of whoever walks through them. */
const MAX_DEPTH = 256;

/**
 * Makes the tree of a value.
 *
 * @param problems takes what cannot be part of a config: keys that would change what all objects are (`__proto__`, and
 *   `prototype` in `constructor`), tokens as keys, a circle, what is too deep.
 */
export function treeOf(value: unknown, origin: Origin, problems: Problem[]): Node {
  const above = new Set<unknown>();
  const refuse = (code: 'KEY_REFUSED' | 'CIRCULAR' | 'TOO_DEEP', reason: string, path: Path): void => {
    problems.push(problemAt(code, reason, { origin, path }));
  };

  const nodeOf = (each: unknown, path: Path): Node => {
    const leaf: Node = { kind: 'leaf', value: each, origin, path };
    if (!Array.isArray(each) && !isPlain(each)) return leaf;
    if (above.has(each)) {
      refuse('CIRCULAR', 'it holds itself; a config is a tree', path);
      return leaf;
    }
    if (path.length >= MAX_DEPTH) {
      refuse('TOO_DEEP', `it is nested more than ${MAX_DEPTH} levels deep`, path.slice(0, 3));
      return leaf;
    }
    above.add(each);
    const node = Array.isArray(each) ? listOf(each, path) : mapOf(each, path);
    above.delete(each);
    return node;
  };
  const listOf = (items: readonly unknown[], path: Path): Node => ({
    kind: 'list',
    items: items.map((item, index) => nodeOf(item, [...path, index])),
  });
  const mapOf = (map: object, path: Path): Node => {
    const entries = new Map<string, Node>();
    for (const [key, child] of Object.entries(map)) {
      const refused = refusalOf(key, path);
      if (refused !== undefined) refuse('KEY_REFUSED', refused.reason, refused.path);
      else if (child !== undefined) entries.set(key, nodeOf(child, [...path, key]));
    }
    return { kind: 'map', entries };
  };
  return nodeOf(value, []);
}

/** Whether a value is a plain object: all others are values as they are, such as a Date or a Buffer. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || isEnvironment(value);
}

/** process.env has a prototype of its own. */
function isEnvironment(value: object): boolean {
  return value === process.env;
}

function refusalOf(key: string, path: Path): { readonly reason: string; readonly path: Path } | undefined {
  if (key === '__proto__' || (key === 'prototype' && path.at(-1) === 'constructor')) {
    return { reason: 'the key is refused: it would change all objects; rename it', path: [...path, key] };
  }
  if (findTokens(key).length === 0) return undefined;
  return { reason: 'a key here is a token; only values are decrypted', path };
}
