import type { Field } from '@kmscrypt/core/documents';
import { CliError } from '../errors/cli-error.ts';
import { allOf } from '../errors/all-of.ts';
import { demanded } from '../errors/demanded.ts';
import { writeStderr } from '../io/streams.ts';
import { chooseEncrypt, type EncryptSettings } from '../settings/choose.ts';
import type { Invocation, Surroundings } from '../table/command.ts';
import type { EncryptOptions } from '../table/encrypt.ts';
import { encryptFields } from './encrypt-fields.ts';
import { type ConfigFile, openConfigFile } from './open.ts';
import { saveFiles } from './save.ts';
import { selectedFields } from './select-fields.ts';

/**
 * Encrypts chosen values of files where they stand; all files are written, or none.
 *
 * @throws CliError `USAGE` where nothing chooses, and as `selectedFields` and `encryptItems`
 */
export async function encryptInPlace({ options, args, env, cwd }: Invocation<EncryptOptions>): Promise<void> {
  const names = [...new Set(args)];
  refuseOthers(options, names);
  const chosen = await allOf(names, String, async (name) => {
    const file = await openConfigFile(name, { format: options.format, cwd });
    const fields = selectedFields(file, options);
    // Before any call: the error of a missing key is the file's.
    return {
      file,
      fields,
      settings: fields.length > 0 ? chooseEncrypt(options, file.found, env) : undefined,
    };
  });
  const work = chosen.flatMap(({ settings, ...each }) =>
    settings === undefined ? [] : { ...each, settings },
  );
  // One file after the other: each has up to 32 calls at once of its own.
  let previous: Promise<unknown> = Promise.resolve();
  const changes = await allOf(
    work,
    ({ file }) => file.name,
    (each) => {
      const change = previous.then(() => encrypted(each, env));
      previous = change.catch(() => {});
      return change;
    },
  );
  saveFiles(changes, cwd);
  const idle = chosen.filter(({ settings }) => settings === undefined);
  writeStderr(idle.map(({ file }) => `kmscrypt: note: ${file.name}: nothing to encrypt`));
}

interface Work {
  readonly file: ConfigFile;
  readonly fields: readonly Field[];
  readonly settings: EncryptSettings;
}

async function encrypted(
  { file, fields, settings }: Work,
  env: Surroundings['env'],
): Promise<{ readonly file: ConfigFile; readonly text: string }> {
  const plain = fields.map(({ path, value }) => ({ path, plaintext: value.text, type: value.type }));
  const tokens = await encryptFields(file, plain, { settings, env });
  const values = fields.map(({ path }, index) => {
    const text = demanded(tokens[index], 'one value makes one token');
    return { path, scalar: { type: 'string', text } } as const;
  });
  return { file, text: file.document.change(values) };
}

function refuseOthers(options: Invocation<EncryptOptions>['options'], names: readonly string[]): void {
  if (names.length === 0 || names.includes('-'))
    throw new CliError('USAGE', '--in-place takes FILEs, not stdin');
  const other = (['plaintext', 'filename'] as const).find((name) => options[name] !== undefined);
  const flag = (['lines', 'keep-newline'] as const).find((name) => options[name]);
  const name = other ?? flag;
  if (name !== undefined) throw new CliError('USAGE', `--${name} does not go with --in-place`);
}
