import { createHash, randomBytes } from 'node:crypto';
import { KmscryptError } from './error.ts';

/** A raw AES-256 key that stands in for KMS in development and in tests. */
export interface LocalKey {
  /** 32 bytes. Never logged, never in an error. */
  readonly material: Uint8Array;
  /** Names the key in tokens without telling anything of it: 16 hexadecimal digits (docs/format.md). */
  readonly fingerprint: string;
}

const MATERIAL_BYTES = 32;
/** Hexadecimal digits. */
export const FINGERPRINT_LENGTH = 16;
const FINGERPRINT_LABEL = 'kmscrypt local key fingerprint 1\n';
const FINGERPRINT_LINE = /^#\s*fingerprint:\s*([0-9a-f]{16})\s*$/m;

/** Makes a new local key from the system's random source. */
export function generateLocalKey(random: (size: number) => Uint8Array = randomBytes): LocalKey {
  return localKeyOf(random(MATERIAL_BYTES));
}

/**
 * Reads a local key as its file or `KMSCRYPT_LOCAL_KEY` holds it: one line of base64, and comments that begin with `#`.
 * A `# fingerprint:` comment, as `kmscrypt keygen` writes it, must be that of the key.
 *
 * @param source what to call it in an error: the file's path, or the variable's name.
 * @throws KmscryptError `LOCAL_KEY_INVALID`
 */
export function parseLocalKey(text: string, source: string): LocalKey {
  const invalid = (reason: string): KmscryptError =>
    new KmscryptError('LOCAL_KEY_INVALID', `${source} holds no local key: ${reason}`);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const [base64, ...rest] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (base64 === undefined) throw invalid('it is empty');
  if (rest.length > 0) throw invalid(`one line of base64 belongs in it, it has ${rest.length + 1}`);
  const material = Buffer.from(base64, 'base64');
  if (material.toString('base64') !== base64) throw invalid('its base64 is not canonical, it may be cut');
  if (material.length !== MATERIAL_BYTES) {
    throw invalid(`it has ${material.length} bytes, a key has ${MATERIAL_BYTES}; it may be cut`);
  }
  const key = localKeyOf(material);
  const named = FINGERPRINT_LINE.exec(text)?.[1];
  if (named !== undefined && named !== key.fingerprint) {
    throw invalid(`its comment names the fingerprint ${named}, its key has ${key.fingerprint}`);
  }
  return key;
}

/** Writes a local key as a file holds it; {@link parseLocalKey} reads it. */
export function formatLocalKey(key: LocalKey): string {
  return [
    '# A local key of kmscrypt, for development and tests. Whoever has it reads every token made with it.',
    `# fingerprint: ${key.fingerprint}`,
    Buffer.from(key.material).toString('base64'),
    '',
  ].join('\n');
}

function localKeyOf(material: Uint8Array): LocalKey {
  const digest = createHash('sha256').update(FINGERPRINT_LABEL).update(material).digest('hex');
  return { material, fingerprint: digest.slice(0, FINGERPRINT_LENGTH) };
}
