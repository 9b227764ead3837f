import { errorOfSource } from '../errors/cli-error.ts';
import { CliError } from '../errors/cli-error.ts';
import { allOf } from '../errors/all-of.ts';
import { chooseEncrypt } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import type { EncryptOptions } from '../table/encrypt.ts';
import { encryptFields } from './encrypt-fields.ts';
import { openConfigFile } from './open.ts';
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
  const changes = [];
  for (const { file, fields, settings } of chosen) {
    if (settings === undefined) continue;
    const plain = fields.map(({ path, value }) => ({ path, plaintext: value.text, type: value.type }));
    try {
      const tokens = await encryptFields(file, plain, { settings, env });
      const values = fields.map(
        ({ path }, index) => ({ path, scalar: { type: 'string', text: tokens[index] ?? '' } }) as const,
      );
      changes.push({ file, text: file.document.change(values) });
    } catch (error) {
      throw errorOfSource(error, file.name);
    }
  }
  saveFiles(changes, cwd);
}

function refuseOthers(options: Invocation<EncryptOptions>['options'], names: readonly string[]): void {
  if (names.length === 0 || names.includes('-'))
    throw new CliError('USAGE', '--in-place takes FILEs, not stdin');
  const other = (['plaintext', 'filename'] as const).find((name) => options[name] !== undefined);
  const flag = (['lines', 'keep-newline'] as const).find((name) => options[name]);
  const name = other ?? flag;
  if (name !== undefined) throw new CliError('USAGE', `--${name} does not go with --in-place`);
}
