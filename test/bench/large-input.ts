import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { encrypt } from './inputs.ts';
import { valueOf } from './names.ts';
import type { Stage } from './stage.ts';

/** A text of some size, and what it is once decrypted. */
export interface LargeInput {
  readonly path: string;
  readonly bytes: number;
  readonly decrypted: { readonly bytes: number; readonly sha256: string };
}

const BLOCK_BYTES = 1_000_000;
const LINE = 'kms.setting = "an ordinary line of a config file, with a few :: and a kmscrypt in it"\n';

/** Writes a text of `blocks` MB, tokens spread over it, block by block so that the bench itself stays small. */
export async function largeInput(stage: Stage, blocks: number, tokenCount: number): Promise<LargeInput> {
  const values = Array.from({ length: tokenCount }, (_, index) => valueOf(index));
  const tokens = tokenCount === 0 ? [] : await encrypt(stage, {}, values);
  const path = join(stage.folder, `large-${tokenCount}.conf`);
  const hash = createHash('sha256');
  const size = { encrypted: 0, decrypted: 0 };
  const descriptor = openSync(path, 'w');
  for (let block = 0; block < blocks; block += 1) {
    // A whole number where a secret is due.
    const index = (block * tokenCount) / blocks;
    const encrypted = blockAround(tokens[index] ?? '');
    const decrypted = blockAround(values[index] ?? '');
    writeSync(descriptor, encrypted);
    hash.update(decrypted);
    size.encrypted += encrypted.length;
    size.decrypted += decrypted.length;
  }
  closeSync(descriptor);
  return { path, bytes: size.encrypted, decrypted: { bytes: size.decrypted, sha256: hash.digest('hex') } };
}

/** A block of lines with a secret in its middle. */
function blockAround(secret: string): Buffer {
  const half = LINE.repeat(Math.ceil(BLOCK_BYTES / 2 / LINE.length));
  return Buffer.from(`${half}password = ${secret}\n${half}`);
}
