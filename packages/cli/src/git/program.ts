import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';

/** How this process was started. */
export interface Running {
  readonly execPath: string;
  readonly argv: readonly string[];
  readonly versions: Readonly<Record<string, string | undefined>>;
}

const NAME = 'kmscrypt';
/** What npm and husky put on the PATH of their scripts alone. */
const OF_NPM = join('node_modules', '.bin');

/** What a shell of git's calls this program by, later on: its name where that is on PATH for good, else where it lies. */
export function shellCommand({ execPath, argv, versions }: Running, path: string): string {
  if (isOnPath(path)) return NAME;
  // The standalone executable is its own runtime.
  const [, script = ''] = argv;
  return (versions['bun'] === undefined ? [execPath, script] : [execPath]).map(quoted).join(' ');
}

function isOnPath(path: string): boolean {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !folder.endsWith(sep + OF_NPM))
    .some((folder) => isExecutable(join(folder, NAME)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
