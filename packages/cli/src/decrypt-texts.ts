import { decodePlaintexts, replaceTokens } from '@kmscrypt/core/decrypt';
import { FORMAT_NAMES, type FormatName, substituteIn } from '@kmscrypt/core/formats';
import { type OpenedTokens, openTokens } from '@kmscrypt/core/open-tokens';
import { errorOfTokens, findTokens, type TokenMatch } from '@kmscrypt/core/token';
import { allOf } from './errors/all-of.ts';
import { CliError } from './errors/cli-error.ts';
import type { Source } from './io/files.ts';
import { createProgress } from './io/progress.ts';
import { writeStderr } from './io/streams.ts';
import { quoteWarnings } from './quote-warnings.ts';
import { type AwsSettings, chooseAws } from './settings/choose.ts';
import { findRules } from './settings/find-rules.ts';
import { kmsOf } from './settings/kms-of.ts';
import type { Invocation } from './table/command.ts';
import type { DecryptOptions } from './table/decrypt.ts';

/** From here on a run may take long enough for its progress to be shown. */
const MANY = 100;

/** A source and the tokens in its bytes. */
export interface Searched {
  readonly source: Source;
  readonly matches: readonly TokenMatch[];
}

/** A text to decrypt: its tokens, and how AWS is reached for them. */
interface Work {
  readonly source: Source;
  /** The text itself where a format is to be kept, else its bytes. */
  readonly text: string | Uint8Array;
  readonly matches: readonly TokenMatch[];
  readonly settings: AwsSettings;
}

/**
 * Decrypts texts that hold tokens: all tokens of a run are opened together, then put into their texts.
 *
 * @returns the pieces of each text; a source without tokens is its own only piece.
 * @throws CliError with the failures of all texts.
 */
export async function decryptTexts(
  searched: readonly Searched[],
  invocation: Invocation<DecryptOptions>,
): Promise<readonly (readonly Uint8Array[])[]> {
  const format = FORMAT_NAMES.find((name) => name === invocation.options.as);
  const work = await allOf(searched, nameOf, (each) => plan(each, format, invocation));
  const opened = await openAll(work, invocation.env);
  const openedFor = (each: Work): OpenedTokens => opened.get(groupOf(each)) ?? NOTHING;
  // The failures of all texts come first: where there are any, a token of another text may not have been opened at all.
  await allOf(work, nameOf, async (each) => {
    const error = errorOfTokens(each.text, each.matches, openedFor(each).failures);
    if (error) throw error;
  });
  return allOf(work, nameOf, (each) => substitute(each, format, openedFor(each).plaintexts));
}

function nameOf({ source }: { readonly source: Source }): string {
  return source.name;
}

async function plan(
  { source, matches }: Searched,
  format: FormatName | undefined,
  { options, env, cwd }: Invocation<DecryptOptions>,
): Promise<Work> {
  if (matches.length === 0) return { source, text: source.bytes, matches, settings: NO_SETTINGS };
  const settings = chooseAws(options, await findRules(options.filename ?? source.path, cwd), env);
  if (format === undefined) return { source, text: source.bytes, matches, settings };
  const text = decodeText(source, format);
  return { source, text, matches: findTokens(text), settings };
}

const NO_SETTINGS: AwsSettings = { region: undefined, profile: undefined, roleArn: undefined, context: {} };

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

/** Opens the tokens of all texts together: one client, one bound and one call a token for each way to reach AWS. */
async function openAll(
  work: readonly Work[],
  env: Invocation<DecryptOptions>['env'],
): Promise<ReadonlyMap<string, OpenedTokens>> {
  const groups = new Map<string, { settings: AwsSettings; tokens: Set<string> }>();
  for (const each of work) {
    const group = groups.get(groupOf(each)) ?? { settings: each.settings, tokens: new Set() };
    for (const { token } of each.matches) group.tokens.add(token);
    groups.set(groupOf(each), group);
  }
  const opened = new Map<string, OpenedTokens>();
  for (const [group, { settings, tokens }] of groups) {
    const { region, context } = settings;
    const progress = tokens.size < MANY ? undefined : createProgress('decrypting tokens');
    const asked = openTokens(tokens, {
      region,
      context,
      kms: kmsOf(settings, env),
      onProgress: progress?.update,
    });
    opened.set(group, await asked.finally(progress?.end));
  }
  return opened;
}

/** Texts of one group are opened with the same settings. */
function groupOf({ settings }: Work): string {
  return JSON.stringify(settings);
}

const NOTHING: OpenedTokens = { plaintexts: new Map(), failures: new Map() };

async function substitute(
  { source, text, matches }: Work,
  format: FormatName | undefined,
  plaintexts: ReadonlyMap<string, Uint8Array>,
): Promise<readonly Uint8Array[]> {
  if (typeof text !== 'string') {
    writeStderr(quoteWarnings(source.name, text, matches, plaintexts));
    return replaceTokens(text, matches, plaintexts);
  }
  const used = new Map(matches.map(({ token }) => [token, plaintexts.get(token) ?? new Uint8Array()]));
  const strings = decodePlaintexts(text, matches, used);
  const replacements = matches.map(({ start, end, token }) => ({
    start,
    end,
    plaintext: strings.get(token) ?? '',
  }));
  return [Buffer.from(await substituteIn(format ?? 'json', text, replacements), 'utf8')];
}
