export type Scalar = string | number | boolean;

/** A line of a config that is to be written, with what is said about it. */
export interface Entry {
  readonly key: string;
  /** Lines of comment above it; default none. */
  readonly about?: readonly string[];
  readonly value: Value;
  /** Whether it is there as a comment only: a default, or a choice. Default no. */
  readonly isOff?: boolean;
  /** Whether an empty line stands above it; default no. */
  readonly isApart?: boolean;
}

export type Value = Scalar | readonly Scalar[] | Section | Items;

/** A map. */
export interface Section {
  readonly section: readonly Entry[];
}

/** A list of maps. */
export interface Items {
  readonly items: readonly (readonly Entry[])[];
}

/** Takes a value of a draft apart by what it is. */
export function kindOf(
  value: Value,
): Section | Items | { readonly list: readonly Scalar[] } | { readonly scalar: Scalar } {
  if (typeof value !== 'object') return { scalar: value };
  return 'section' in value || 'items' in value ? value : { list: value };
}
