import { inFile } from '../config-file/field-at.ts';
import { openConfigFile } from '../config-file/open.ts';
import { saveFiles } from '../config-file/save.ts';
import type { Invocation } from '../table/command.ts';
import type { UnsetOptions } from '../table/unset.ts';

/** `kmscrypt unset`: takes what is at a path out of its file. */
export async function run({ options, args, cwd }: Invocation<UnsetOptions>): Promise<void> {
  const [name = '', written = ''] = args;
  const file = await openConfigFile(name, { format: options.format, cwd });
  const text = inFile(name, () => file.document.change([{ path: file.document.path(written) }]));
  saveFiles([{ file, text }], cwd);
}
