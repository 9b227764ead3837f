import { encryptValues } from '@kmscrypt/core/encrypt';
import { isatty } from 'node:tty';
import { CliError } from '../errors/cli-error.ts';
import { readSource } from '../io/files.ts';
import { createProgress } from '../io/progress.ts';
import { LF, readPlaintext, withoutNewline } from '../io/read-plaintext.ts';
import { STDOUT, writeStdout } from '../io/streams.ts';
import { chooseEncrypt } from '../settings/choose.ts';
import { findRules } from '../settings/find-rules.ts';
import { kmsOf } from '../settings/kms-of.ts';
import type { Invocation } from '../table/command.ts';
import type { EncryptOptions } from '../table/encrypt.ts';

/** `kmscrypt encrypt`: one token, or one a line. */
export async function run({ options, args, env, cwd }: Invocation<EncryptOptions>): Promise<void> {
  if (options['in-place']) {
    const { encryptInPlace } = await import('../config-file/encrypt-in-place.ts');
    return encryptInPlace({ options, args, env, cwd });
  }
  refuseSelectors(options);
  const [file, ...others] = args;
  if (others.length > 0) throw new CliError('USAGE', 'one FILE becomes one token; several take --in-place');
  if (options.plaintext !== undefined && file !== undefined) {
    throw new CliError('USAGE', 'give one input: --plaintext, one FILE, or stdin');
  }
  const subject = options.filename ?? (file === '-' ? undefined : file);
  const settings = chooseEncrypt(options, await findRules(subject, cwd), env);
  const plaintext =
    file === undefined || file === '-'
      ? await readPlaintext({
          text: options.plaintext,
          keepNewline: options['keep-newline'] || options.lines,
          asks: file === undefined,
        })
      : readSource(file, cwd).bytes;
  const progress = createProgress('encrypting');
  const tokens = await encryptValues(options.lines ? splitLines(plaintext) : [plaintext], {
    ...settings,
    kms: kmsOf(settings, env),
    onProgress: progress.update,
  }).finally(progress.end);
  // The token of a file goes into a file: with a newline of ours behind it, it would not decrypt to the very same bytes.
  const isWholeFile = file !== undefined && file !== '-' && !options.lines && !isatty(STDOUT);
  writeStdout(isWholeFile ? tokens : tokens.map((token) => `${token}\n`));
}

function refuseSelectors({ path, match, format }: Invocation<EncryptOptions>['options']): void {
  if (path.length === 0 && match === undefined && format === undefined) return;
  throw new CliError('USAGE', '--path, --match and --format go with --in-place');
}

/** The lines without their ends; what follows the last newline is a line only if there is something. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(LF, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    lines.push(withoutNewline(bytes.subarray(start, end)));
    start = end;
  }
  return lines;
}
