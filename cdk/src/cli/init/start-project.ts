import { basename, relative, resolve } from 'node:path';
import { checkConfig } from '../../config/check-config.ts';
import { ConfigError } from '../../config/config-error.ts';
import { name as nameField } from '../../config/fields.ts';
import { CliError } from '../cli-error.ts';
import { ownPackage } from '../own-package.ts';
import type { Surroundings } from '../surroundings.ts';
import { unknownAccounts } from './accounts-draft.ts';
import { askAnswers, type Given } from './ask-answers.ts';
import { configDraft } from './config-draft.ts';
import { valueOf } from './draft-value.ts';
import { type ProjectFile, projectFiles } from './project-files.ts';
import { textThere, writeFiles } from './write-files.ts';

export interface Start extends Given {
  /** The folder; default the current one. */
  readonly directory?: string | undefined;
  readonly isTypescript: boolean;
}

/**
 * Writes the files of a new project, and prints the commands that come next.
 *
 * @throws ConfigError for answers that make no config
 * @throws CliError `USAGE`, `FILE_EXISTS`, `INPUT_FAILED`, `OUTPUT_FAILED`, `INTERRUPTED`
 */
export async function startProject(
  { directory = '.', isTypescript, ...given }: Start,
  { cwd, env, tell, openTerminal, print, node }: Surroundings,
): Promise<void> {
  if (isTypescript && !node.takesTypescript)
    throw new CliError('USAGE', `--typescript: Node.js ${node.version} does not run TypeScript`, {
      hints: ['take Node.js 22.18 or later, or leave --typescript out for YAML; nothing was written'],
    });
  const folder = resolve(cwd, directory);
  const defaults = { name: nameOf(folder), region: env['AWS_REGION'] || 'us-east-1' };
  const terminal = openTerminal?.();
  try {
    const answers = await askAnswers({ given, terminal, defaults, tell });
    const there = {
      packageJson: textThere(folder, 'package.json'),
      gitignore: textThere(folder, '.gitignore'),
    };
    const files = filesOf(() => projectFiles({ answers, own: ownPackage(), isTypescript, there }));
    const { problems } = await checkConfig(valueOf(configDraft(answers)));
    // What only the whole shows: a name that is reserved, a region that is not known.
    if (problems !== undefined) throw new ConfigError(problems);
    writeFiles(folder, files);
    const place = relative(cwd, folder);
    tell(`written${place === '' ? '' : ` in ${place}`}: ${files.map(({ name }) => name).join(', ')}`);
    const unknown = unknownAccounts(answers);
    if (unknown.length > 0) tell(`placeholders instead of account numbers: ${unknown.join(', ')}`);
    tell('next:');
    await print(`${place === '' ? '' : `cd ${place}\n`}npm install\nnpx kmscrypt-cdk synth\n`);
  } finally {
    terminal?.close();
  }
}

/** A name that the folder's name makes, where it makes one. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 16)
    .replace(/-+$/, '');
  return nameField.safeParse(name).success ? name : 'acme';
}

function filesOf(make: () => readonly ProjectFile[]): readonly ProjectFile[] {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CliError('INPUT_FAILED', `package.json is not JSON: ${cause.message}`, {
      cause,
      hints: ['correct it first, or take another folder with --directory; nothing was written'],
    });
  }
}
