import { formatPath, type Scalar } from '@kmscrypt/core/documents';
import { replaceTokens } from '@kmscrypt/core/decrypt';
import { RESERVED_PAIRS } from '@kmscrypt/core/place';
import { findTokens } from '@kmscrypt/core/token';
import { encryptFields } from '../config-file/encrypt-fields.ts';
import { fieldAt, inFile } from '../config-file/field-at.ts';
import { openConfigFile } from '../config-file/open.ts';
import { openTokensOf } from '../config-file/open-tokens-of.ts';
import { carriedBy, placedTokens, typeOf } from '../config-file/placed-tokens.ts';
import { saveFiles } from '../config-file/save.ts';
import { CliError } from '../errors/cli-error.ts';
import { chooseAws, chooseEncrypt } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import type { MvOptions } from '../table/mv.ts';

/** `kmscrypt mv`: moves a value, and binds anew what was bound to the old path. */
export async function run({ options, args, env, cwd }: Invocation<MvOptions>): Promise<void> {
  const [name = '', from = '', to = ''] = args;
  const file = await openConfigFile(name, { format: options.format, cwd });
  const { document } = file;
  const { path, value } = fieldAt(file, from);
  const target = inFile(name, () => {
    const written = document.path(to);
    if (!document.has(written)) return written;
    throw new CliError('FILE_EXISTS', `${formatPath(written)} is there already; unset it first`, {
      source: name,
    });
  });
  let scalar: Scalar = { type: value.type, text: value.text };
  const tokens = placedTokens(document).filter(({ field }) => field?.value === value);
  const carried = await Promise.all(tokens.map(({ token }) => carriedBy(token)));
  const isBound = carried.some((pairs) => pairs[RESERVED_PAIRS.path] !== undefined);
  if (isBound || (tokens.length > 0 && file.found.rule?.bind === 'path')) {
    const plaintexts = await openTokensOf(file, tokens, {
      settings: chooseAws(options, file.found, env),
      env,
    });
    const fields = tokens.map(({ token }, index) => ({
      path: target,
      plaintext: plaintexts.get(token) ?? new Uint8Array(),
      type: typeOf(carried[index] ?? {}),
    }));
    const made = await encryptFields(file, fields, {
      settings: chooseEncrypt(options, file.found, env),
      env,
    });
    const bytes = tokens.map(({ token }, index) => [token, Buffer.from(made[index] ?? '')] as const);
    scalar = { type: 'string', text: withTokens(value.text, new Map(bytes)) };
  }
  const text = inFile(name, () => document.change([{ path: target, scalar }, { path }]));
  saveFiles([{ file, text }], cwd);
}

function withTokens(text: string, tokens: ReadonlyMap<string, Uint8Array>): string {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat(replaceTokens(bytes, findTokens(bytes), tokens)).toString('utf8');
}
