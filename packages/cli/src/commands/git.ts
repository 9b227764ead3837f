import { CliError } from '../errors/cli-error.ts';
import { printable } from '../io/printable.ts';
import { writeStderr, writeStdout } from '../io/streams.ts';
import type { Invocation } from '../table/command.ts';
import type { GitOptions } from '../table/git.ts';

/** `kmscrypt git`: what git does with files that hold tokens. */
export async function run(invocation: Invocation<GitOptions>): Promise<void> {
  const { options, args, env, cwd } = invocation;
  const [action = '', file] = args;
  const only = { diff: !options['hook-only'], hook: !options['diff-only'] };
  if (!only.diff && !only.hook) throw new CliError('USAGE', 'give --diff-only or --hook-only, not both');

  if (action === 'textconv') {
    if (file === undefined) throw new CliError('USAGE', 'textconv needs a FILE');
    if (!only.diff || !only.hook)
      throw new CliError('USAGE', 'textconv takes neither --diff-only nor --hook-only');
    const { textconv } = await import('../git/textconv.ts');
    const { pieces, warnings } = await textconv(file, { decrypt: options.decrypt, env, cwd });
    writeStderr(warnings);
    return writeStdout(pieces);
  }
  if (file !== undefined) throw new CliError('USAGE', `${action} takes no FILE`);
  if (options.decrypt && (action === 'uninstall' || !only.diff)) {
    throw new CliError('USAGE', '--decrypt is about the diffs that git install sets up');
  }
  if (action === 'uninstall') {
    const { uninstall } = await import('../git/uninstall.ts');
    const removed = uninstall(only, { env, cwd });
    return writeStdout([removed ? 'taken away\n' : 'nothing is installed here\n']);
  }
  const [{ install }, { shellCommand }] = await Promise.all([
    import('../git/install.ts'),
    import('../git/program.ts'),
  ]);
  const shown = options.decrypt ? 'decrypted' : 'masked';
  const command = shellCommand(process, env['PATH'] ?? '');
  const { lines, warnings } = install(
    { diff: only.diff ? shown : undefined, hook: only.hook, command },
    { env, cwd },
  );
  writeStderr(warnings);
  writeStdout(lines.map((line) => `${printable(line)}\n`));
}
