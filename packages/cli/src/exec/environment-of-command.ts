import type { ConfigFile } from './config-file.ts';
import { textOf } from './text-of.ts';
import type { Opened } from './open-all.ts';
import type { Plan } from './plan.ts';
import type { SizedVariable } from './size-limits.ts';

/**
 * The variables of the command: as planned, with what was opened in their place, and the files that go into variables.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE` for such a file that is not UTF-8
 */
export function environmentOfCommand(
  plan: Plan,
  files: readonly ConfigFile[],
  { variables: opened, texts }: Opened,
): readonly SizedVariable[] {
  return [
    ...Array.from(plan.variables, ([name, { value, source }]) => ({
      name,
      value: opened.get(name) ?? value,
      source,
    })),
    ...files.flatMap((file) => {
      const { variable, file: source } = file.target;
      if (variable === undefined) return [];
      return [{ name: variable, value: texts.get(file) ?? textOf(file.bytes, source), source }];
    }),
  ];
}
