import { encryptFields } from '../config-file/encrypt-fields.ts';
import { saveFiles } from '../config-file/save.ts';
import { afterwards } from '../convert/afterwards.ts';
import { convertedText } from '../convert/conversion.ts';
import { readConversion } from '../convert/read.ts';
import { targetOf } from '../convert/target.ts';
import { CliError } from '../errors/cli-error.ts';
import { readSource } from '../io/files.ts';
import { writeStderr, writeStdout } from '../io/streams.ts';
import { chooseEncrypt } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import { type ConvertOptions, SOURCE_NAMES } from '../table/convert.ts';

/** `kmscrypt convert`: everything is read, decrypted by its own tool and encrypted before anything is written. */
export async function run(invocation: Invocation<ConvertOptions>): Promise<void> {
  const { options, args, env, cwd } = invocation;
  const from = SOURCE_NAMES.find((name) => name === options.from);
  if (from === undefined)
    throw new CliError('USAGE', `--from is missing: it is one of ${SOURCE_NAMES.join(', ')}`);
  const source = readSource(args[0] ?? '', cwd);
  const target = await targetOf(from, source, invocation);
  const settings = chooseEncrypt(options, target.found, env);
  const conversion = await readConversion(from, { source, target }, invocation);
  const tokens = await encryptFields(target, conversion.secrets, { settings, env });
  const text = convertedText(conversion, tokens, source.name);
  if (target.file === undefined) writeStdout([text]);
  else {
    const isNew = !options['in-place'];
    saveFiles(
      [{ file: { name: target.file, bytes: isNew ? new Uint8Array() : source.bytes, isNew }, text }],
      cwd,
    );
  }
  const notes =
    conversion.secrets.length === 0
      ? [`${source.name}: there was nothing to encrypt`]
      : afterwards(from, { source, target });
  writeStderr([
    ...(conversion.warnings ?? []).map((warning) => `kmscrypt: warning: ${source.name}: ${warning}`),
    ...notes.map((note) => `kmscrypt: note: ${note}`),
  ]);
}
