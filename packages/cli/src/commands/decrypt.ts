import {
  decodePlaintexts,
  errorOfTokens,
  findTokens,
  type OpenedTokens,
  openTokens,
  replaceTokens,
  type TokenMatch,
} from '@kmscrypt/core';
import { FORMAT_NAMES, type FormatName, substituteIn } from '@kmscrypt/core/formats';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import { readSource, type Source, stdinSource } from '../io/files.ts';
import { writeStderr, writeStdout } from '../io/streams.ts';
import { quoteWarnings } from '../quote-warnings.ts';
import { type AwsSettings, chooseAws } from '../settings/choose.ts';
import { findRules } from '../settings/find-rules.ts';
import { kmsOf } from '../settings/kms-of.ts';
import type { Invocation } from '../table/command.ts';
import type { DecryptOptions } from '../table/decrypt.ts';

/** A text to decrypt: its tokens, and how AWS is reached for them. */
interface Work {
  readonly source: Source;
  /** The text itself where a format is to be kept, else its bytes. */
  readonly text: string | Uint8Array;
  readonly matches: readonly TokenMatch[];
  readonly settings: AwsSettings;
}

/** `kmscrypt decrypt`: everything is read and decrypted before anything is written. */
export async function run(invocation: Invocation<DecryptOptions>): Promise<void> {
  const { options, env, cwd } = invocation;
  const format = FORMAT_NAMES.find((name) => name === options.as);
  const work = await Promise.all(readSources(invocation).map((source) => plan(source, format, invocation)));
  const opened = await openAll(work, env);

  const results = await Promise.allSettled(work.map((each) => substitute(each, format, openedFor(opened, each))));
  const errors = results.flatMap((result, index) =>
    result.status === 'rejected' ? [asCliError(result.reason, work[index]?.source)] : [],
  );
  if (errors.length > 0) throw new CliError('SEVERAL', 'nothing is decrypted', { errors });
  const contents = results.map((result) => (result.status === 'fulfilled' ? result.value : []));
  await put(work, contents, options, cwd);
}

function readSources({ options, files, cwd }: Invocation<DecryptOptions>): readonly Source[] {
  const { ciphertext, output } = options;
  if (ciphertext !== undefined && files.length > 0) {
    throw new CliError('USAGE', 'give one input: --ciphertext, FILEs, or stdin');
  }
  if (options['in-place'] && (files.length === 0 || files.includes('-') || output !== undefined)) {
    throw new CliError('USAGE', '--in-place takes FILEs, neither stdin nor --ciphertext nor --output');
  }
  if (ciphertext !== undefined) return [{ name: '--ciphertext', bytes: Buffer.from(ciphertext, 'utf8') }];
  return files.length === 0 ? [stdinSource()] : files.map((file) => readSource(file, cwd));
}

async function plan(
  source: Source,
  format: FormatName | undefined,
  { options, env, cwd }: Invocation<DecryptOptions>,
): Promise<Work> {
  const found = findTokens(source.bytes);
  // Without a token nothing more is looked at: neither rules nor environment, and any bytes may pass.
  if (found.length === 0) return { source, text: source.bytes, matches: [], settings: NO_SETTINGS };
  const settings = chooseAws(options, await findRules(options.filename ?? source.path, cwd), env);
  if (format === undefined) return { source, text: source.bytes, matches: found, settings };
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
  const tokens = new Map<string, Set<string>>();
  for (const { settings, matches } of work) {
    const key = JSON.stringify(settings);
    const group = tokens.get(key) ?? new Set();
    for (const { token } of matches) group.add(token);
    tokens.set(key, group);
  }
  const opened = new Map<string, OpenedTokens>();
  for (const { settings } of work) {
    const key = JSON.stringify(settings);
    if (opened.has(key)) continue;
    const { region, context } = settings;
    opened.set(key, await openTokens(tokens.get(key) ?? new Set(), { region, context, kms: kmsOf(settings, env) }));
  }
  return opened;
}

const NOTHING: OpenedTokens = { plaintexts: new Map(), failures: new Map() };

function openedFor(opened: ReadonlyMap<string, OpenedTokens>, { settings }: Work): OpenedTokens {
  return opened.get(JSON.stringify(settings)) ?? NOTHING;
}

async function substitute(
  { source, text, matches }: Work,
  format: FormatName | undefined,
  { plaintexts, failures }: OpenedTokens,
): Promise<readonly Uint8Array[]> {
  const error = errorOfTokens(text, matches, failures);
  if (error) throw error;
  if (typeof text !== 'string') {
    writeStderr(quoteWarnings(source.name, text, matches, plaintexts));
    return replaceTokens(text, matches, plaintexts);
  }
  const used = new Map(matches.map(({ token }) => [token, plaintexts.get(token) ?? new Uint8Array()]));
  const strings = decodePlaintexts(text, matches, used);
  const replacements = matches.map(({ start, end, token }) => ({ start, end, plaintext: strings.get(token) ?? '' }));
  return [Buffer.from(await substituteIn(format ?? 'json', text, replacements), 'utf8')];
}

function asCliError(reason: unknown, source: Source | undefined): CliError {
  const error = errorOfSource(reason, source?.name);
  if (error instanceof CliError) return error;
  throw error;
}

async function put(
  work: readonly Work[],
  contents: readonly (readonly Uint8Array[])[],
  options: Invocation<DecryptOptions>['options'],
  cwd: string,
): Promise<void> {
  if (!options['in-place'] && options.output === undefined) return writeStdout(contents.flat());
  const { replaceFile } = await import('../io/replace-file.ts');
  if (options.output !== undefined) return replaceFile(options.output, cwd, Buffer.concat(contents.flat()));
  for (const [index, { source }] of work.entries()) {
    const content = contents[index] ?? [];
    // A file without tokens is left as it is, down to its time stamp.
    if (content.length > 1 || content[0] !== source.bytes) replaceFile(source.name, cwd, Buffer.concat(content));
  }
}
