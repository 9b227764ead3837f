import { parsePath, type Path } from '@kmscrypt/core/documents';
import { type Problem, problemAt } from './problem.ts';
import { type Leaf, leavesOf, type Node, type Placed } from './tree/node.ts';

/** A value in plaintext where a secret is demanded. */
export interface Demanded {
  readonly placed: Placed;
  readonly problem: Problem;
}

/**
 * Finds plaintexts where the caller demands tokens or references: at or below the paths, `*` being any step. Nothing and
 * null are no plaintext.
 */
export function plaintextsInsteadOfSecrets(
  tree: Node,
  encrypted: readonly string[],
  secret: ReadonlySet<Leaf>,
): readonly Demanded[] {
  if (encrypted.length === 0) return [];
  const patterns = encrypted.map((written) => parsePath(written));
  return leavesOf(tree).flatMap((placed) => {
    const { leaf, path } = placed;
    const isPlain = !secret.has(leaf) && leaf.value !== null && leaf.value !== '';
    if (!isPlain || !patterns.some((pattern) => isAtOrBelow(path, pattern))) return [];
    const reason =
      'it is in plaintext, and has to be a token or a reference: kmscrypt set FILE PATH encrypts it; development: true lets it pass';
    return [{ placed, problem: problemAt('SECRET_IN_PLAINTEXT', reason, leaf) }];
  });
}

function isAtOrBelow(path: Path, pattern: Path): boolean {
  return pattern.every((step, depth) => {
    const own = path[depth];
    return own !== undefined && (step === '*' || String(step) === String(own));
  });
}
