import { replaceTokens } from '@kmscrypt/core/decrypt';
import { findTokens } from '@kmscrypt/core/token';
import { isatty } from 'node:tty';
import { openConfigFile } from '../config-file/open.ts';
import { openTokensOf } from '../config-file/open-tokens-of.ts';
import { fieldAt } from '../config-file/field-at.ts';
import { placedTokens } from '../config-file/placed-tokens.ts';
import { STDOUT, writeStdout } from '../io/streams.ts';
import { chooseAws } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import type { GetOptions } from '../table/get.ts';

/** `kmscrypt get`: opens the tokens of one value, no others. */
export async function run({ options, args, env, cwd }: Invocation<GetOptions>): Promise<void> {
  const [name = '', path = ''] = args;
  const file = await openConfigFile(name, { format: options.format, cwd });
  const { value } = fieldAt(file, path);
  const tokens = placedTokens(file.document).filter(({ field }) => field?.value === value);
  const settings = chooseAws(options, file.found, env);
  const plaintexts = await openTokensOf(file, tokens, { settings, env });
  // The value's own text: where it stands, the format may have escaped what is around the tokens.
  const text = Buffer.from(value.text, 'utf8');
  const pieces = replaceTokens(text, findTokens(text), plaintexts);
  writeStdout(isatty(STDOUT) ? [...pieces, '\n'] : pieces);
}
