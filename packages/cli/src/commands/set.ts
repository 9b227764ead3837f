import type { Document, Path, ScalarType } from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import { findTokens } from '@kmscrypt/core/token';
import { isUtf8 } from 'node:buffer';
import { encryptFields } from '../config-file/encrypt-fields.ts';
import { inFile } from '../config-file/field-at.ts';
import { openConfigFile } from '../config-file/open.ts';
import { carriedBy, typeOf } from '../config-file/placed-tokens.ts';
import { saveFiles } from '../config-file/save.ts';
import { CliError } from '../errors/cli-error.ts';
import { demanded } from '../errors/demanded.ts';
import { readPlaintext } from '../io/read-plaintext.ts';
import { writeStderr } from '../io/streams.ts';
import { chooseEncrypt } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import type { SetOptions } from '../table/set.ts';

/** `kmscrypt set`: one value becomes one token, in its place. */
export async function run({ options, args, env, cwd }: Invocation<SetOptions>): Promise<void> {
  const [name = '', written = ''] = args;
  const file = await openConfigFile(name, { format: options.format, cwd, mayBeNew: true });
  const { document } = file;
  const path = inFile(name, () => document.path(written));
  // All that can be wrong with the file and the path is told before a secret is asked for.
  inFile(name, () =>
    document.has(path)
      ? document.valueAt(path)
      : document.change([{ path, scalar: { type: 'string', text: '' } }]),
  );
  const settings = chooseEncrypt(options, file.found, env);
  const plaintext = await readPlaintext({
    text: options.value,
    keepNewline: options['keep-newline'],
    asks: true,
  });
  if (!isUtf8(plaintext) || !canHold(document, path, { type: 'string', text: textOf(plaintext) })) {
    const reader = `decrypt --as ${document.format}`;
    writeStderr([
      `kmscrypt: warning: ${name}: ${document.format} cannot hold this value decrypted: get prints it, ${reader} refuses`,
    ]);
  }
  const type = await chooseType(document, path, { asked: options.type, plaintext, name });
  const [made] = await encryptFields(file, [{ path, plaintext, type }], { settings, env });
  const token = demanded(made, 'one value makes one token');
  const text = inFile(name, () => document.change([{ path, scalar: { type: 'string', text: token } }]));
  saveFiles([{ file, text }], cwd);
}

function textOf(plaintext: Uint8Array): string {
  return Buffer.from(plaintext).toString('utf8');
}

/** The type asked for, else the one that the value has now where the new one fits it, else string. */
async function chooseType(
  document: Document,
  path: Path,
  of: { readonly asked: string | undefined; readonly plaintext: Uint8Array; readonly name: string },
): Promise<ScalarType> {
  const text = textOf(of.plaintext);
  const asked = TYPES.find((type) => type === of.asked);
  if (asked !== undefined) {
    if (asked === 'string' || canHold(document, path, { type: asked, text })) return asked;
    throw new CliError('INVALID_OPTION', `the value is no ${asked} that ${document.format} could hold`, {
      source: of.name,
    });
  }
  const type = await typeNow(document, path);
  return type !== 'string' && canHold(document, path, { type, text }) ? type : 'string';
}

const TYPES: readonly ScalarType[] = ['string', 'number', 'boolean', 'null'];

async function typeNow(document: Document, path: Path): Promise<ScalarType> {
  if (!document.has(path)) return 'string';
  const { type, text } = document.valueAt(path);
  const [match] = type === 'string' ? findTokens(text) : [];
  if (match === undefined || match.token !== text) return type;
  try {
    return typeOf(await carriedBy(match.token));
  } catch (error) {
    // A broken token is what is being replaced.
    if (error instanceof KmscryptError) return 'string';
    throw error;
  }
}

function canHold(document: Document, path: Path, scalar: { type: ScalarType; text: string }): boolean {
  try {
    document.change([{ path, scalar }]);
    return true;
  } catch (error) {
    if (error instanceof KmscryptError) return false;
    throw error;
  }
}
