import { findTokens } from '@kmscrypt/core/token';
import { CliError } from '../errors/cli-error.ts';
import { readSources, type Source } from '../io/files.ts';
import { writeStderr, writeStdout } from '../io/streams.ts';
import type { Invocation } from '../table/command.ts';
import type { DecryptOptions } from '../table/decrypt.ts';

/** To open /dev/stdout by its name would start the file anew that it may be. */
const STDOUT_NAMES: ReadonlySet<string> = new Set(['-', '/dev/stdout', '/dev/fd/1']);

/** `kmscrypt decrypt`: everything is read and decrypted before anything is written. */
export async function run(invocation: Invocation<DecryptOptions>): Promise<void> {
  const { options, args: files, cwd } = invocation;
  if (options['in-place'] && (files.length === 0 || files.includes('-') || options.output !== undefined)) {
    throw new CliError('USAGE', '--in-place takes FILEs, neither stdin nor --ciphertext nor --output');
  }
  const sources = readSources(options.ciphertext, files, cwd);
  const contents = await decryptSources(sources, invocation);
  const toStdout = options.output === undefined || STDOUT_NAMES.has(options.output);
  if (!options['in-place'] && toStdout) return writeStdout(contents.flat());

  const { replaceFiles } = await import('../io/replace-files.ts');
  if (options.output !== undefined) {
    return replaceFiles([{ file: options.output, content: Buffer.concat(contents.flat()) }], cwd);
  }
  // A file without tokens is left as it is, down to its time stamp.
  const changed = sources.flatMap(({ name, bytes }, index) => {
    const content = contents[index] ?? [];
    return content[0] === bytes ? [] : [{ file: name, content: Buffer.concat(content), expected: bytes }];
  });
  replaceFiles(changed, cwd);
}

/** The decrypted content of each source, in pieces. A source without tokens is its own only piece. */
async function decryptSources(
  sources: readonly Source[],
  invocation: Invocation<DecryptOptions>,
): Promise<readonly (readonly Uint8Array[])[]> {
  writeStderr(sources.filter(({ bytes }) => isUtf16(bytes)).map(({ name }) => utf16Warning(name)));
  // Without a token nothing more is loaded or looked at: no rules, no environment, no library but the search.
  const searched = sources.map((source) => ({ source, matches: findTokens(source.bytes) }));
  if (searched.every(({ matches }) => matches.length === 0)) return sources.map(({ bytes }) => [bytes]);
  const { decryptTexts } = await import('../decrypt/decrypt-texts.ts');
  const decrypted = await decryptTexts(searched, invocation);
  writeStderr(decrypted.flatMap(({ warnings }) => warnings));
  return decrypted.map(({ pieces }) => pieces);
}

/** By its byte order mark, as Windows tools write it. */
function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function utf16Warning(name: string): string {
  return `kmscrypt: warning: ${name}: looks like UTF-16, in which no tokens are found; save it as UTF-8`;
}
