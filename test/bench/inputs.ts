import { encryptValue } from '@kmscrypt/core/encrypt';
import { localKeyPath, readLocalKey } from '@kmscrypt/core/local-key-file';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import { KEY_ID } from './key-id.ts';
import { keyOf, valueOf } from './names.ts';
import type { Stage } from './stage.ts';

/** A config file with secrets in it, and what it says once decrypted. */
export interface Input {
  readonly path: string;
  readonly plain: string;
}

/** How the tokens of an input are made. */
export interface Making {
  readonly count: number;
  /** The local key rather than KMS. */
  readonly local?: boolean;
  /** All under one data key. */
  readonly envelope?: boolean;
  /** All the same. */
  readonly identical?: boolean;
}

/** A YAML file of `count` secrets, as sops too would write it; made once. */
export async function tokensFile(stage: Stage, making: Making): Promise<Input> {
  const { count, identical = false } = making;
  const values = Array.from({ length: count }, (_, index) => valueOf(identical ? 0 : index));
  const path = join(stage.folder, `${[...Object.keys(making), count].join('-')}.yaml`);
  if (!existsSync(path)) {
    const distinct = [...new Set(values)];
    const tokens = await encrypt(stage, making, distinct);
    writeFileSync(path, yaml(values.map((value) => tokens[distinct.indexOf(value)] ?? '')));
  }
  return { path, plain: yaml(values) };
}

/** The same file without encryption. */
export function plainFile(stage: Stage, count: number): Input {
  const path = join(stage.folder, `plain-${count}.yaml`);
  const plain = yaml(Array.from({ length: count }, (_, index) => valueOf(index)));
  writeFileSync(path, plain);
  return { path, plain };
}

/** The tokens of values, in their order. */
export function encrypt(
  stage: Stage,
  { local = false, envelope = false }: Partial<Making>,
  values: readonly string[],
): Promise<readonly string[]> | readonly string[] {
  if (local) makeLocalKey(stage);
  // The command would put the values of one run under one data key.
  if (local && !envelope) return encryptApart(stage, values);
  const options = ['--lines', '--key-id', local ? 'local' : KEY_ID, ...(envelope ? ['--envelope'] : [])];
  const input = values.map((value) => `${value}\n`).join('');
  const { stdout } = runCommand(stage, {
    argv: [...stage.kmscrypt.standalone, 'encrypt', ...options],
    input,
  });
  return stdout.trim().split('\n');
}

function makeLocalKey(stage: Stage): void {
  const isThere = existsSync(localKeyPath({ HOME: stage.folder }));
  if (!isThere) runCommand(stage, { argv: [...stage.kmscrypt.standalone, 'keygen'] });
}

function encryptApart(stage: Stage, values: readonly string[]): Promise<readonly string[]> {
  const key = readLocalKey({ HOME: stage.folder });
  return Promise.all(values.map((value) => encryptValue(value, { keyIds: ['local'], localKey: () => key })));
}

function yaml(values: readonly string[]): string {
  return values.map((value, index) => `${keyOf(index)}: ${value}\n`).join('');
}
