import { formatPath } from '@kmscrypt/core/documents';
import { fieldAt, inFile } from '../config-file/field-at.ts';
import { openConfigFile } from '../config-file/open.ts';
import { checkPlaces, placedTokens } from '../config-file/placed-tokens.ts';
import { rebind } from '../config-file/rebind.ts';
import { saveFiles } from '../config-file/save.ts';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import type { Invocation } from '../table/command.ts';
import type { MvOptions } from '../table/mv.ts';

/** `kmscrypt mv`: moves a value, and binds anew what was bound to a path that is another one now. */
export async function run({ options, args, env, cwd }: Invocation<MvOptions>): Promise<void> {
  const [name = '', from = '', to = ''] = args;
  const file = await openConfigFile(name, { format: options.format, cwd });
  const { document } = file;
  const { path, value } = fieldAt(file, from);
  const target = inFile(name, () => {
    const written = document.path(to);
    if (!document.has(written)) return written;
    throw new CliError('PATH_EXISTS', `${formatPath(written)} is there already; unset it first`, {
      source: name,
    });
  });
  try {
    // To move what is misplaced would bind it there.
    const tokens = placedTokens(document).filter(({ field }) => field?.value === value);
    await checkPlaces(file, tokens, file.found.rule?.bind);
    const scalar = { type: value.type, text: value.text };
    const changed = document.changed([{ path: target, scalar }, { path }]);
    saveFiles([{ file, text: await rebind(file, changed, { options, env }) }], cwd);
  } catch (error) {
    throw errorOfSource(error, name);
  }
}
