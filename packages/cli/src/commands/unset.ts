import { inFile } from '../config-file/field-at.ts';
import { openConfigFile } from '../config-file/open.ts';
import { rebind } from '../config-file/rebind.ts';
import { saveFiles } from '../config-file/save.ts';
import { errorOfSource } from '../errors/cli-error.ts';
import type { Invocation } from '../table/command.ts';
import type { UnsetOptions } from '../table/unset.ts';

/** `kmscrypt unset`: takes what is at a path out of its file, and binds anew what has another place in a list then. */
export async function run({ options, args, env, cwd }: Invocation<UnsetOptions>): Promise<void> {
  const [name = '', written = ''] = args;
  const file = await openConfigFile(name, { format: options.format, cwd });
  const { document } = file;
  const changed = inFile(name, () => document.changed([{ path: document.path(written) }]));
  try {
    saveFiles([{ file, text: await rebind(file, changed, { options, env }) }], cwd);
  } catch (error) {
    throw errorOfSource(error, name);
  }
}
