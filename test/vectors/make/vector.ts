import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';

/** Bytes as the JSON files hold them: a string where they are UTF-8, else their base64. */
export type Content = string | { readonly base64: string };

/** What a reader is given besides the input. */
export interface Given {
  /** The base64 of a local key where it is not the file's own. */
  readonly localKey?: string;
  /** The encryption context that the reader demands; default: none. */
  readonly context?: Readonly<Record<string, string>>;
  /** The reader refuses local keys (`KMSCRYPT_REFUSE_LOCAL`). */
  readonly refuseLocal?: true;
}

export interface AcceptVector extends Given {
  readonly name: string;
  readonly input: Content;
  readonly output: Content;
}

export interface MustFailVector extends Given {
  readonly name: string;
  readonly input: Content;
  /** Every failure, in the order of the input. */
  readonly errors: readonly { readonly code: string; readonly line: number; readonly column: number }[];
}

export interface TokensVector {
  readonly name: string;
  readonly input: Content;
  /** `start` and `end` are byte offsets; `bytes` is the base64 of what the token carries. */
  readonly tokens: readonly {
    readonly start: number;
    readonly end: number;
    readonly kind: string;
    readonly bytes: string;
  }[];
}

export interface VectorFile<Vector> {
  readonly localKey: string;
  readonly vectors: readonly Vector[];
}

/** The base64 of a synthetic local key. */
export function keyNamed(name: string): string {
  return createHash('sha256').update(`kmscrypt test vectors: ${name}`).digest('base64');
}

export function contentOf(...parts: readonly (string | Uint8Array)[]): Content {
  const bytes = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return isUtf8(bytes) ? bytes.toString('utf8') : { base64: bytes.toString('base64') };
}

export function bytesOf(content: Content): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.base64, 'base64');
}

/** A vector of one failure; at the start of the input where no place is given. */
export function one(
  name: string,
  input: string,
  code: string,
  [line, column]: [number, number] = [1, 1],
): MustFailVector {
  return { name, input, errors: [{ code, line, column }] };
}
