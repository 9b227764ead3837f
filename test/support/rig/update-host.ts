import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostScript } from '../../../lambdas/auto-update/build/script.ts';
import { type DebArchive, makeArchive } from './deb-archive.ts';
import { type Host, startHost } from './host.ts';
import type { TextOutcome } from './run-text.ts';

/** A host of Debian with the script of updates on it. */
export interface UpdateHost extends AsyncDisposable {
  readonly host: Host;
  /** Runs the script; its first argument is the command. */
  readonly script: (args: string) => Promise<Answer>;
  /** The version of a package that is whole; empty where it is not. */
  readonly version: (name: string) => Promise<string>;
  /** Of its file system, for hosts that begin as this one ended. */
  readonly layers: readonly string[];
}

/** What the script said. */
export interface Answer extends TextOutcome {
  /** Lines of each name, in their order. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** The first line of a name; empty where there is none. */
  readonly get: (name: string) => string;
}

/** Where the tests put it. */
export const SCRIPT = '/root/kmscrypt-auto-update.sh';

/** Starts one, for the block that it is made in with `await using`. */
export async function startUpdateHost(layers: readonly string[]): Promise<UpdateHost> {
  const host = await startHost(layers);
  await host.put(SCRIPT, hostScript(), '755');
  return {
    host,
    script: async (args) => answerOf(await host.run(`sh ${SCRIPT} ${args}`)),
    version: async (name) => {
      const { stdout } = await host.run(`dpkg-query -W -f '\${db:Status-Abbrev}|\${Version}' ${name}`);
      return /^[ih]i \|(.*)$/.exec(stdout)?.[1] ?? '';
    },
    layers: host.layers,
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

/** Reads an answer. */
export function answerOf(outcome: TextOutcome): Answer {
  const lines = new Map<string, string[]>();
  for (const line of outcome.stdout.split('\n').filter((each) => each !== '')) {
    const [name = '', ...rest] = line.split(' ');
    lines.set(name, [...(lines.get(name) ?? []), rest.join(' ')]);
  }
  return { ...outcome, lines, get: (name) => lines.get(name)?.[0] ?? '' };
}

/** Archives and the packages that are installed of them, as a layer for hosts above the rig's root. */
export interface Archives extends Disposable {
  readonly layer: string;
}

/** Makes them; apt of a host has no other archives. */
export function makeArchives(archives: readonly DebArchive[]): Archives {
  const layer = mkdtempSync(join(tmpdir(), 'kmscrypt-archives-'));
  chmodSync(layer, 0o755);
  const apt = join(layer, 'etc', 'apt');
  mkdirSync(apt, { recursive: true });
  const sources = archives.map((archive) => `${makeArchive(layer, archive)}\n`);
  writeFileSync(join(apt, 'sources.list'), sources.join(''));
  return { layer, [Symbol.dispose]: () => rmSync(layer, { recursive: true, force: true }) };
}
