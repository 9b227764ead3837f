import type { Path } from '@kmscrypt/core/documents';
import { findTokens } from '@kmscrypt/core/token';
import { type Problem, problemAt } from '../problem.ts';
import type { Node } from './node.ts';
import type { Origin } from './origin.ts';
import { changesAllObjects, KEY_REFUSED, MAX_DEPTH, TOO_DEEP } from './refusal.ts';

const TOKEN_AS_KEY = 'a key here is a token; only values are decrypted';

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
      refuse('TOO_DEEP', TOO_DEEP, path.slice(0, 3));
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
      if (changesAllObjects(key, path.at(-1))) refuse('KEY_REFUSED', KEY_REFUSED, [...path, key]);
      else if (findTokens(key).length > 0) refuse('KEY_REFUSED', TOKEN_AS_KEY, path);
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
  if (prototype === null || isEnvironment(value)) return true;
  // Of any realm, such as that of a test runner's: tokens in it would else be taken for no tokens.
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(Object(prototype), 'hasOwnProperty');
}

/** process.env has a prototype of its own. */
function isEnvironment(value: object): boolean {
  return value === process.env;
}
