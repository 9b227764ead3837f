import type { Secret } from './secret.ts';

/**
 * A config whose secrets are wrapped: each value `L` is `L | Secret<L>`, as a type cannot tell which values of a file are
 * tokens, and `Secret<L>` at or below the paths in `Encrypted`, which are tokens or the config is refused. Null and undefined
 * are never wrapped, nor is what has the type unknown or any.
 *
 * @typeParam Encrypted dotted paths such as `'db.password'`, `*` being any step. What is written with brackets or as a JSON
 *   Pointer counts when the config is read, but not here.
 */
export type Wrapped<Output, Encrypted extends string = never> = WrappedAt<
  Output,
  string extends Encrypted ? never : Encrypted
>;

type WrappedAt<Output, Encrypted extends string> = unknown extends Output
  ? Output
  :
      | Extract<Output, null | undefined | Secret<unknown>>
      | WrappedLeaf<LeafOf<Output>>
      | WrappedBranch<BranchOf<Output>, Encrypted>;

type WrappedLeaf<Leaf> = [Leaf] extends [never] ? never : Leaf | Secret<Leaf>;

/** Homomorphic, so that arrays, tuples, optional and readonly stay what they are. */
type WrappedBranch<Branch, Encrypted extends string> = Branch extends unknown
  ? {
      [Key in keyof Branch]: Step<Key> extends infer Name extends string
        ? Name extends Encrypted
          ? AllSecret<Branch[Key]>
          : '*' extends Encrypted
            ? AllSecret<Branch[Key]>
            : WrappedAt<Branch[Key], Below<Encrypted, Name> | Below<Encrypted, '*'>>
        : Branch[Key];
    }
  : never;

/** What is at or below an encrypted path. */
type AllSecret<Output> = unknown extends Output
  ? Output
  :
      | Extract<Output, null | undefined | Secret<unknown>>
      | SecretLeaf<LeafOf<Output>>
      | AllSecretBranch<BranchOf<Output>>;

/** Of all leaves together: `Secret<'a' | 'b'>`. */
type SecretLeaf<Leaf> = [Leaf] extends [never] ? never : Secret<Leaf>;

type AllSecretBranch<Branch> = Branch extends unknown
  ? { [Key in keyof Branch]: AllSecret<Branch[Key]> }
  : never;

/** A key as a step of a path. Of keys that are not known (a record, an array) none in particular is meant. */
type Step<Key> = Key extends string
  ? string extends Key
    ? ''
    : Key
  : Key extends number
    ? number extends Key
      ? ''
      : `${Key}`
    : '';

type Below<Encrypted extends string, Name extends string> = Encrypted extends `${Name}.${infer Rest}`
  ? Name extends ''
    ? never
    : Rest
  : never;

type LeafOf<Output> = Output extends null | undefined | Secret<unknown>
  ? never
  : Output extends Primitive
    ? Output
    : IsBranch<Output> extends true
      ? never
      : Output;

type BranchOf<Output> = Output extends null | undefined | Secret<unknown> | Primitive
  ? never
  : IsBranch<Output> extends true
    ? Output
    : never;

type Primitive = string | number | bigint | boolean | symbol;

/** Whether it is an array or a plain object. An instance of a class, such as URL or Date, is told by its methods. */
type IsBranch<Output> = Output extends readonly unknown[]
  ? true
  : Output extends Callable
    ? false
    : [MethodsOf<Output>] extends [never]
      ? true
      : false;

type MethodsOf<Output> = {
  [Key in keyof Output]-?: unknown extends Output[Key] ? never : Extract<Output[Key], Callable>;
}[keyof Output];

type Callable = (...args: never) => unknown;
