import type { Path } from '@kmscrypt/core/documents';

/** Where in a config secrets stand: a step further for each key. */
export interface SecretPlaces {
  /** Whether all that is here and below is secret. */
  readonly isSecret: boolean;
  /** The same object for the same steps. */
  readonly below: (key: string | number) => SecretPlaces;
}

const NOWHERE: SecretPlaces = { isSecret: false, below: () => NOWHERE };
const EVERYWHERE: SecretPlaces = { isSecret: true, below: () => EVERYWHERE };

/**
 * The places of secrets.
 *
 * @param paths of secrets, step by step.
 * @param patterns likewise, where `*` is any step.
 */
export function secretPlaces(paths: readonly Path[], patterns: readonly Path[] = []): SecretPlaces {
  const root: Tree = { isSecret: false, children: new Map() };
  for (const path of paths) plant(root, path, literal);
  for (const pattern of patterns) plant(root, pattern, (step) => (step === '*' ? ANY : literal(step)));
  return placesOf([root]);
}

interface Tree {
  isSecret: boolean;
  readonly children: Map<string | typeof ANY, Tree>;
}

const ANY = Symbol('*');

function literal(step: string | number): string {
  // A number in a path may be a key, and a key of digits a place in a list.
  return String(step);
}

function plant(root: Tree, path: Path, keyOf: (step: string | number) => string | typeof ANY): void {
  let tree = root;
  for (const step of path) {
    const key = keyOf(step);
    const below = tree.children.get(key) ?? { isSecret: false, children: new Map() };
    tree.children.set(key, below);
    tree = below;
  }
  tree.isSecret = true;
}

/** Of several trees at once, as a step may lead on in that of its key and in that of `*`. */
function placesOf(trees: readonly Tree[]): SecretPlaces {
  if (trees.length === 0) return NOWHERE;
  if (trees.some(({ isSecret }) => isSecret)) return EVERYWHERE;
  const known = new Map<string, SecretPlaces>();
  const others = memo(() => placesOf(childrenOf(trees, ANY)));
  return {
    isSecret: false,
    below: (key) => {
      const step = literal(key);
      const own = childrenOf(trees, step);
      if (own.length === 0) return others();
      const places = known.get(step) ?? placesOf([...own, ...childrenOf(trees, ANY)]);
      known.set(step, places);
      return places;
    },
  };
}

function childrenOf(trees: readonly Tree[], key: string | typeof ANY): readonly Tree[] {
  return trees.flatMap(({ children }) => children.get(key) ?? []);
}

function memo<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
