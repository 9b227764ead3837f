import { errorOfTokens } from '@kmscrypt/core/errors-of-tokens';
import { openConfigFile } from '../config-file/open.ts';
import { checkPlaces, placedTokens } from '../config-file/placed-tokens.ts';
import { openWork } from '../decrypt/open-work.ts';
import { allOf } from '../errors/all-of.ts';
import { printable } from '../io/printable.ts';
import { writeStdout } from '../io/streams.ts';
import { chooseAws } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import type { VerifyOptions } from '../table/verify.ts';

/** `kmscrypt verify`: opens every token of all files together, once all stand where they belong, and tells of all that fail. */
export async function run({ options, args, env, cwd }: Invocation<VerifyOptions>): Promise<void> {
  const names = [...new Set(args)];
  const work = await allOf(names, String, async (name) => {
    const file = await openConfigFile(name, { format: options.format, cwd, tokensOnly: true });
    const matches = placedTokens(file.document);
    await checkPlaces(file, matches, file.found.rule?.bind);
    return { file, matches, settings: chooseAws(options, file.found, env) };
  });
  const openedFor = await openWork(work, env);
  await allOf(
    work,
    ({ file }) => file.name,
    async (each) => {
      const error = errorOfTokens(each.file.document.text, each.matches, openedFor(each).failures);
      if (error) throw error;
    },
  );
  const lines = work.map(({ file, matches }) => {
    const count = matches.length === 1 ? '1 token opens' : `${matches.length} tokens open`;
    return `${printable(`${file.name}: ${count}`)}\n`;
  });
  writeStdout(lines);
}
