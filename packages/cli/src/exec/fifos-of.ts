import { resolve } from 'node:path';
import type { Surroundings } from '../table/command.ts';
import type { ConfigFile } from './config-file.ts';
import { fifoPlace } from './fifo-place.ts';
import { fifoTools } from './fifo-tools.ts';
import type { Opened } from './open-all.ts';
import type { Company } from './run-child.ts';
import { serveFifo } from './serve-fifo.ts';

/**
 * What serves the files that go into FIFOs; undefined where none does.
 *
 * @throws CliError `FILE_EXISTS`, `OUTPUT_FAILED`, `PROGRAM_FAILED`
 */
export function fifosOf(
  files: readonly ConfigFile[],
  { texts }: Pick<Opened, 'texts'>,
  { env, cwd }: Surroundings,
): Company | undefined {
  const served = files.filter(({ target }) => target.fifo !== undefined);
  if (served.length === 0) return undefined;
  const tools = fifoTools(env['PATH'], cwd);
  const places = served.map(({ target: { fifo = '' } }) => fifoPlace(fifo, resolve(cwd, fifo)));
  const all = served.flatMap((file, index) => {
    const text = texts.get(file);
    const place = places[index];
    const content = text === undefined ? file.bytes : Buffer.from(text, 'utf8');
    return place === undefined ? [] : [serveFifo(place, content, tools)];
  });
  return {
    start: async () => {
      for (const each of all) await each.start();
    },
    stop: async () => {
      await Promise.all(all.map((each) => each.stop()));
    },
  };
}
