import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { plainFile } from '../inputs.ts';
import { KEY_ID } from '../key-id.ts';
import type { Stage } from '../stage.ts';

/** A file of `count` values encrypted by sops under a KMS data key. */
export function sopsKmsFile(stage: Stage, sops: readonly string[], count: number): string {
  return sopsFile(stage, sops, { count, recipient: ['--kms', KEY_ID] });
}

/** The same under an age key. */
export function sopsAgeFile(stage: Stage, sops: readonly string[], count: number, publicKey: string): string {
  return sopsFile(stage, sops, { count, recipient: ['--age', publicKey] });
}

function sopsFile(
  stage: Stage,
  sops: readonly string[],
  { count, recipient }: { readonly count: number; readonly recipient: readonly string[] },
): string {
  const path = join(stage.folder, `sops${recipient[0]}-${count}.yaml`);
  const { stdout } = runCommand(stage, {
    argv: [...sops, 'encrypt', ...recipient, plainFile(stage, count).path],
  });
  writeFileSync(path, stdout);
  return path;
}
