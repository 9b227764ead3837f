import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../../../test/support/temporary-folder.ts';
import { makeCertificates } from '../../../../test/support/tls.ts';

/** All PEM; of `localhost` and 127.0.0.1. */
export interface ReceiverCertificates {
  /** What clients have to know. */
  readonly ca: string;
  readonly right: KeyPair;
  /** Signed by itself, and of no name that anybody asks for. */
  readonly wrong: KeyPair;
}

export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

let made: ReceiverCertificates | undefined;

/** Certificates of an authority of the tests' own; made once a process, by openssl. */
export function receiverCertificates(): ReceiverCertificates {
  made ??= make();
  return made;
}

function make(): ReceiverCertificates {
  const folder = makeFolder();
  try {
    const { ca, otherCa, certificate, key } = makeCertificates(folder);
    const text = (path: string): string => readFileSync(path, 'utf8');
    return {
      ca: text(ca),
      right: { cert: text(certificate), key: text(key) },
      wrong: { cert: text(otherCa), key: text(join(folder, 'other.key')) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
