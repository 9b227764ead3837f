import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { LambdaError } from '@kmscrypt/lambda';
import { show } from './looks.ts';
import type { PreviewedMessage } from './messages-of.ts';
import { GENERATOR, overview, pictureOf } from './page.ts';
import { picturesOf } from './pictures.ts';

export interface WriteOptions {
  readonly folder: string;
  /** Its command; undefined: no pictures. */
  readonly chromium: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For the page with all. */
  readonly remark?: string | undefined;
}

const INDEX = 'index.html';

/**
 * Writes a preview: of each message the JSON, a page and, with Chromium, a picture; and one page with all.
 *
 * @returns the paths of the files
 * @throws LambdaError `USAGE` where the folder has files, and no preview; `OUTPUT_FAILED`
 */
export async function writePreview(
  messages: readonly PreviewedMessage[],
  { folder, chromium, env, remark }: WriteOptions,
): Promise<readonly string[]> {
  await refuseForeign(folder);
  const shown = messages.map(({ name, type, preview, around }) => ({
    name,
    type,
    content: show(preview, around),
  }));
  const pages = shown.map((each) => [`${each.name}.html`, pictureOf(each)] as const);
  const files: readonly (readonly [name: string, content: string])[] = [
    [INDEX, overview('Preview', shown, remark)],
    ...messages.map(({ name, preview }) => [`${name}.json`, jsonOf(preview)] as const),
    ...pages,
  ];
  const paths = files.map(([name]) => join(folder, name));
  await writing(folder, async () => {
    await makeFolder(resolve(folder));
    for (const [name, content] of files) await writeFile(join(folder, name), content);
  });
  if (chromium === undefined) return paths;
  const pngs = await picturesOf(
    pages.map(([name]) => join(folder, name)),
    { command: chromium, env },
  );
  const pictures = shown.map(({ name }) => join(folder, `${name}.png`));
  await writing(folder, async () => {
    for (const [index, path] of pictures.entries()) await writeFile(path, pngs[index] ?? '');
  });
  return [...paths, ...pictures];
}

/** Names of destinations may be those of files that somebody has there. */
async function refuseForeign(folder: string): Promise<void> {
  let names: readonly string[] = [];
  await writing(folder, async () => {
    names = await readdir(folder).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    });
  });
  if (names.length === 0) return;
  const index = names.includes(INDEX) ? await readFile(join(folder, INDEX), 'utf8') : '';
  if (index.includes(GENERATOR)) return;
  throw new LambdaError('USAGE', `${folder} has files that are not of a preview`, {
    hints: ['--out FOLDER names another'],
  });
}

/** Not `recursive`: Node then tries again without end where nothing can be made in a folder that is there, such as /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder);
}

async function writing(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new LambdaError('OUTPUT_FAILED', `${folder} cannot be written: ${reason}`, { cause });
  }
}

function jsonOf(preview: PreviewedMessage['preview']): string {
  return `${JSON.stringify(preview, undefined, 2)}\n`;
}
