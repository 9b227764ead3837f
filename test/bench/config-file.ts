import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encrypt, type Input } from './inputs.ts';
import { keyOf, pathOf, valueOf } from './names.ts';
import type { Stage } from './stage.ts';

/** What stands for the secrets of a config: a token each of a call each or under one envelope, or a reference each. */
export type Form = 'blobs' | 'envelope' | 'parameters' | 'secrets';

/** A JSON config of `count` secrets, and what it says as {@link JSON.stringify} writes it. */
export async function configFile(stage: Stage, form: Form, count: number): Promise<Input> {
  const path = join(stage.folder, `config-${form}-${count}.json`);
  const indexes = Array.from({ length: count }, (_, index) => index);
  const texts = await textsOf(stage, form, indexes);
  writeFileSync(path, json(texts));
  return { path, plain: json(indexes.map(valueOf)) };
}

/** The same as a dotenv file. */
export async function envFile(stage: Stage, form: Form, count: number): Promise<string> {
  const path = join(stage.folder, `config-${form}-${count}.env`);
  const indexes = Array.from({ length: count }, (_, index) => index);
  const texts = await textsOf(stage, form, indexes);
  writeFileSync(path, texts.map((text, index) => `${keyOf(index)}=${text}\n`).join(''));
  return path;
}

async function textsOf(stage: Stage, form: Form, indexes: readonly number[]): Promise<readonly string[]> {
  if (form === 'parameters') return indexes.map((index) => `ssm::${pathOf(index)}`);
  if (form === 'secrets') return indexes.map((index) => `secretsmanager::${pathOf(index)}`);
  return encrypt(stage, { envelope: form === 'envelope' }, indexes.map(valueOf));
}

function json(texts: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(texts.map((text, index) => [keyOf(index), text])));
}
