import type { DocumentFormat } from '@kmscrypt/core/documents';

/** A file that another tool has encrypted. */
export interface PeerFile {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly format: DocumentFormat;
}
