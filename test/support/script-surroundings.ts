import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createKey } from './kms-at.ts';
import { lacking } from './lacking.ts';
import { NODE, type Program } from './programs.ts';
import type { Block } from './script.ts';

/** Why what a script asks for in `needs:` cannot be had: `kms`, or a program. Only the AWS CLI is welcome but not demanded. */
export function lack(need: string, endpoint: string): string | undefined {
  if (need === 'kms') return endpoint === '' ? 'there is no KMS emulator' : undefined;
  const missing = need === 'aws' ? onPath(need) === undefined : lacking(need);
  return missing ? `${need} is not on PATH` : undefined;
}

/** Makes the keys that scripts use. */
export async function createScriptKeys(endpoint: string): Promise<void> {
  for (const region of ['us-east-1', 'eu-west-1']) {
    for (const name of ['dev', 'stage', 'prod']) await createKey(endpoint, `alias/cmk-${name}`, region);
  }
}

const RUNTIMES = /^(node|nodejs|npm|npx|corepack|bun|bunx|deno|kmscrypt|gruntkms)$/;

/** A PATH of two folders: the program under both its names, and this machine's tools but for any JavaScript runtime. */
export function makePath(folder: string, program: Program): string {
  const bin = join(folder, 'bin');
  const tools = join(folder, 'tools');
  mkdirSync(bin, { recursive: true });
  mkdirSync(tools, { recursive: true });
  for (const name of ['kmscrypt', 'gruntkms']) {
    if (program.name === 'executable') symlinkSync(program.file, join(bin, name));
    else
      writeShim(
        join(bin, name),
        `exec '${NODE}' '${program.file.replace('kmscrypt.js', `${name}.js`)}' "$@"`,
      );
  }
  if (program.name !== 'executable') {
    const lambda = program.file.replace('cli/bin/kmscrypt.js', 'lambda/bin/kmscrypt-lambda.js');
    writeShim(join(bin, 'kmscrypt-lambda'), `exec '${NODE}' '${lambda}' "$@"`);
    const cdk = program.file.replace('packages/cli/bin/kmscrypt.js', 'cdk/bin/kmscrypt-cdk.js');
    writeShim(join(bin, 'kmscrypt-cdk'), `exec '${NODE}' '${cdk}' "$@"`);
  }
  for (const source of ['/usr/bin', '/bin']) {
    for (const name of readdirSync(source)) {
      if (!RUNTIMES.test(name) && !existsSync(join(tools, name)))
        symlinkSync(join(source, name), join(tools, name));
    }
  }
  const aws = onPath('aws');
  // The AWS CLI may itself be a shim that needs the PATH and HOME of whoever installed it.
  if (aws !== undefined) {
    writeShim(
      join(bin, 'aws'),
      `PATH='${process.env['PATH']}' HOME='${process.env['HOME']}' exec '${aws}' "$@"`,
    );
  }
  return [bin, tools].join(delimiter);
}

function writeShim(path: string, line: string): void {
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

export interface Surroundings {
  /** Where commands start, and where the script's state is kept, apart from it. */
  readonly cwd: string;
  readonly state: string;
  readonly path: string;
  readonly endpoint: string;
}

/** Runs one command of a script in an empty environment: PATH, what the script has exported, its functions, and `$KMS`, not exported. */
export function runBlock(
  { command }: Block,
  { cwd, state, path, endpoint }: Surroundings,
): {
  stdout: string;
  stderr: string;
  status: number | null;
} {
  const prelude = `KMS='${endpoint}'\n[ ! -e '${state}' ] || . '${state}'\ntrap '{ export -p; declare -f; } > "${state}"' EXIT\n`;
  // --norc: bash reads ~/.bashrc where its stdin looks like a network connection, as Node's pipes do.
  const { stdout, stderr, status } = spawnSync('/bin/bash', ['--norc', '-c', prelude + command], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: path },
    encoding: 'latin1',
    timeout: 60_000,
  });
  return { stdout: utf8(stdout), stderr: utf8(stderr), status };
}

/** Bytes that are no UTF-8 read as the replacement character. */
function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
