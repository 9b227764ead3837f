import type { Position } from '@kmscrypt/core/position';

/** What can be found, what it is called, and what to do about it. */
export const KINDS = {
  plaintext: {
    title: 'Plaintext where a rule demands a token',
    cure: 'kmscrypt encrypt --in-place FILE puts tokens where the rule demands them; a plaintext that was pushed is known: change it',
  },
  'broken-token': {
    title: 'A token that does not parse',
    cure: 'restore the token from git, or copy it again, whole; beside a mere example write secretlint-disable-line into a comment',
  },
  'local-key': {
    title: 'A token of the local key where the rule names a KMS key',
    cure: "kmscrypt rotate FILE puts tokens under the rule's key",
  },
  misplaced: {
    title: 'A token that belongs to another place',
    cure: 'put it back, or encrypt the value anew: kmscrypt set FILE PATH; kmscrypt rotate FILE binds what is not bound, with --from-file NAME what a renamed file holds',
  },
  unreadable: {
    title: 'A file whose values cannot be told, though a rule demands tokens in it',
    cure: "correct the file; or let the rule leave it out, or give the rule the file's format",
  },
  leak: {
    title: 'A secret that is not encrypted',
    cure: 'revoke it and take it out; beside a mere example write secretlint-disable-line into a comment',
  },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly cure: string }>>;

export type FindingKind = keyof typeof KINDS;

/** One thing that should not be committed. Its message never holds a secret. */
export interface Finding extends Position {
  readonly kind: FindingKind;
  /** Relative to the working directory, with slashes; the whole path where it lies outside. */
  readonly file: string;
  /** Path of the value in the file; absent where it is in none, or none can be told. */
  readonly path?: string;
  readonly message: string;
}

/** A finding whose place in a text is an offset. */
export interface Spot extends Pick<Finding, 'kind' | 'path' | 'message'> {
  readonly offset: number;
}
