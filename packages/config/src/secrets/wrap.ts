import { parsePattern } from '../path-pattern.ts';
import { copyPlain } from '../copy-plain.ts';
import { SHORTEST } from './forms.ts';
import { isSecret, Secret } from './secret.ts';
import { secretPlaces, type SecretPlaces } from './secret-places.ts';
import type { SecretsOfConfig } from './secrets-of-config.ts';
import { TextIndex } from './text-index.ts';

export interface WrapOptions {
  /** Paths that the caller has named secret (`*` being any step), whatever stands there: a default of the schema, too. */
  readonly encrypted?: readonly string[] | undefined;
  /** What the schema was given. */
  readonly input?: unknown;
}

/**
 * Wraps the secrets of a config that a schema has made: what stands at or below the path of a secret, and every other text in
 * which a plaintext of at least 4 characters stands, as a schema may rename and compose; but not what stands in the input just so. Objects that are not plain, such as a
 * URL, are wrapped as a whole at the path of a secret and stay themselves elsewhere. Null and undefined stay as they are.
 *
 * @returns a copy: plain objects and arrays of the output are not changed
 */
export function wrapSecrets(
  output: unknown,
  { paths, plaintexts }: SecretsOfConfig,
  { encrypted = [], input }: WrapOptions = {},
): unknown {
  const index = new TextIndex();
  for (const plaintext of plaintexts) if (plaintext.length >= SHORTEST) index.add(plaintext);
  const places = secretPlaces(paths, encrypted.map(parsePattern));
  return copyPlain<Spot>(output, spotOf(places, input), {
    below: (at, key) => at.below(key),
    leaf: (value, at) => {
      if (value === null || value === undefined || isSecret(value)) return value;
      const isComposed = value !== at.input && typeof value === 'string' && index.find(value).length > 0;
      const isOne = at.places.isSecret || isComposed;
      return isOne ? new Secret(value) : value;
    },
  });
}

/** A place in the output, with what stands there in the input; the same object for the same steps. */
interface Spot {
  readonly places: SecretPlaces;
  readonly input: unknown;
  readonly below: (key: string | number) => Spot;
}

function spotOf(places: SecretPlaces, input: unknown): Spot {
  const known = new Map<string | number, Spot>();
  const below = (key: string | number): Spot => {
    const isThere = typeof input === 'object' && input !== null && Object.hasOwn(input, key);
    const spot =
      known.get(key) ??
      (isThere ? spotOf(places.below(key), Reflect.get(input, key)) : outsideAt(places.below(key)));
    known.set(key, spot);
    return spot;
  };
  return { places, input, below };
}

// One for each place, as there are finitely many of those, but not of the steps of an output that holds itself.
const outside = new WeakMap<SecretPlaces, Spot>();

/** Where nothing stands in the input. */
function outsideAt(places: SecretPlaces): Spot {
  const spot = outside.get(places) ?? {
    places,
    input: undefined,
    below: (key) => outsideAt(places.below(key)),
  };
  outside.set(places, spot);
  return spot;
}
