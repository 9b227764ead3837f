import { findTokens } from '@kmscrypt/core/token';
import { CliError } from '../errors/cli-error.ts';
import { readSource, type Source, stdinSource } from '../io/files.ts';
import { writeStdout } from '../io/streams.ts';
import type { Invocation } from '../table/command.ts';
import type { DecryptOptions } from '../table/decrypt.ts';

/** `kmscrypt decrypt`: everything is read and decrypted before anything is written. */
export async function run(invocation: Invocation<DecryptOptions>): Promise<void> {
  const { options, cwd } = invocation;
  const sources = readSources(invocation);
  const contents = await decryptSources(sources, invocation);
  if (!options['in-place'] && options.output === undefined) return writeStdout(contents.flat());

  const { replaceFiles } = await import('../io/replace-file.ts');
  if (options.output !== undefined) {
    return replaceFiles([{ file: options.output, content: Buffer.concat(contents.flat()) }], cwd);
  }
  // A file without tokens is left as it is, down to its time stamp.
  const changed = sources.flatMap(({ name, bytes }, index) => {
    const content = contents[index] ?? [];
    return content[0] === bytes ? [] : [{ file: name, content: Buffer.concat(content) }];
  });
  replaceFiles(changed, cwd);
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

/** The decrypted content of each source, in pieces. A source without tokens is its own only piece. */
async function decryptSources(
  sources: readonly Source[],
  invocation: Invocation<DecryptOptions>,
): Promise<readonly (readonly Uint8Array[])[]> {
  // Without a token nothing more is loaded or looked at: no rules, no environment, no library but the search.
  const searched = sources.map((source) => ({ source, matches: findTokens(source.bytes) }));
  if (searched.every(({ matches }) => matches.length === 0)) return sources.map(({ bytes }) => [bytes]);
  const { decryptTexts } = await import('../decrypt-texts.ts');
  return decryptTexts(searched, invocation);
}
