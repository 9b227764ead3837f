import { FORMAT_NAMES, type FormatName } from '@kmscrypt/core/formats';
import { findTokens, type TokenMatch } from '@kmscrypt/core/token';
import { resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import type { Source } from '../io/files.ts';
import { type AwsSettings, chooseAws } from '../settings/choose.ts';
import { findRules, type FoundRules } from '../settings/find-rules.ts';
import type { Invocation } from '../table/command.ts';
import type { DecryptOptions } from '../table/decrypt.ts';

/** A source and the tokens in its bytes. */
export interface Searched {
  readonly source: Source;
  readonly matches: readonly TokenMatch[];
}

/** A text to decrypt. */
export interface Work extends Searched {
  /** The text itself where a format is to be kept, else its bytes; `matches` are of this. */
  readonly text: string | Uint8Array;
  readonly format: FormatName | undefined;
  /** How AWS is reached; absent where the text has no tokens. */
  readonly settings: AwsSettings | undefined;
  readonly found: FoundRules;
  /** Where the text lies, as far as that is known. */
  readonly location: string | undefined;
}

/**
 * Plans one text: looks up its rule and reads it as text where a format is asked for.
 *
 * @throws CliError `RULES_INVALID`, `USAGE`, `FORMAT_NOT_PARSABLE`
 */
export async function planWork(
  { source, matches }: Searched,
  { options, env, cwd }: Invocation<DecryptOptions>,
): Promise<Work> {
  const raw = { source, matches, text: source.bytes, format: undefined };
  if (matches.length === 0) return { ...raw, settings: undefined, found: {}, location: undefined };
  const subject = options.filename ?? source.path;
  const found = await findRules(subject, cwd);
  const location = subject && resolve(cwd, subject);
  const settings = chooseAws(options, found, env);
  const format = FORMAT_NAMES.find((name) => name === options.as);
  if (format === undefined) return { ...raw, settings, found, location };
  const text = decodeText(source, format);
  return { source, matches: findTokens(text), text, format, settings, found, location };
}

function decodeText({ name, bytes }: Source, format: FormatName): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CliError('FORMAT_NOT_PARSABLE', `is not UTF-8, so it cannot be read as ${format}`, {
      cause,
      source: name,
    });
  }
}
