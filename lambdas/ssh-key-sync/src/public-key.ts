import { KEY_TYPES } from './public-key/key-types.ts';
import { createWireReader } from './public-key/wire-reader.ts';

export type PublicKey =
  | {
      /** `TYPE BASE64`. */
      readonly body: string;
    }
  | {
      /** Why it is not taken, such as `RSA of 1024 bits`; never the key itself. */
      readonly refused: string;
    };

/** Stands for the value of an encrypted parameter, which is not read. */
export const SECURE_STRING = 'SecureString';

/** As long a line as every sshd reads. */
const MOST_CHARACTERS = 8_192;

/** Reads a line of an authorized_keys file or of IAM: one key, without options; the comment is dropped. */
export function readPublicKey(line: string): PublicKey {
  const text = line.trim();
  if (text === '') return { refused: 'empty' };
  if (text.length > MOST_CHARACTERS) return { refused: `longer than ${MOST_CHARACTERS} characters` };
  if (text.startsWith('-----BEGIN')) return { refused: 'PEM, which is not the form of OpenSSH' };
  // oxlint-disable-next-line no-control-regex -- none of them has a place in a line
  if (/[\u0000-\u0008\u000a-\u001f\u007f\u0085\u2028\u2029]/u.test(text)) {
    return { refused: 'more than one line, or control characters' };
  }
  const [type = '', base64 = ''] = text.split(/[ \t]+/u, 2);
  const check = KEY_TYPES.get(type);
  if (check === undefined) return { refused: unknownType(type, text) };
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== base64) {
    return { refused: 'broken: what follows its type is not base64' };
  }
  const blob = createWireReader(bytes);
  if (blob.text() !== type) return { refused: 'broken: its blob is of another type' };
  const problem = check(blob) ?? (blob.isAtEnd() ? undefined : 'broken: something follows its blob');
  return problem === undefined ? { body: `${type} ${base64}` } : { refused: problem };
}

function unknownType(type: string, text: string): string {
  if (text === SECURE_STRING) return 'SecureString: write it as String';
  if (type === 'ssh-dss') return 'DSA, which sshd does not take';
  if (type.endsWith('-cert-v01@openssh.com')) return 'a certificate';
  const hasKeyLater = text.split(/[\s"',]+/u).some((word) => KEY_TYPES.has(word) || word === 'ssh-dss');
  return hasKeyLater ? 'with options' : 'of a type that is not known';
}
