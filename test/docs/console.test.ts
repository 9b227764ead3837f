import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { NODE, PROGRAMS } from '../support/programs.ts';
import { createScriptKeys, makePath, runBlock } from '../support/script-surroundings.ts';
import { parseScript, render, transcribe } from '../support/script.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { codeBlocks } from './code-blocks.ts';

// Every ```console block of the documents is an acceptance script; ```console kms needs the emulator.

const endpoint = inject('endpoint');
const folder = makeFolder();
const [program] = PROGRAMS;
const path = makePath(join(folder, 'path'), program);
// What a reader has who follows them in a clone.
symlinkSync(NODE, join(folder, 'path', 'bin', 'node'));
symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));

beforeAll(async () => {
  if (endpoint !== '') await createScriptKeys(endpoint);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.for(codeBlocks('console'))('$place', ({ place, info, text }, { skip }) => {
  if (info.includes('kms') && endpoint === '') skip('there is no KMS emulator');
  const cwd = join(folder, place.replaceAll(/\W/g, '-'));
  mkdirSync(cwd);
  const kms = 'AWS_ENDPOINT_URL=$KMS AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test';
  const prelude = `$ export HOME=$PWD ${info.includes('kms') ? kms : ''}\n`;
  // An empty line of a block is one of the output: a script would skip it.
  const script = text.replaceAll('npx ', '').replaceAll(/^$(?=\n)/gm, String.raw`\e`);
  const { blocks } = parseScript(prelude + script, place);
  for (const block of blocks) {
    expect(transcribe(block, runBlock(block, { cwd, state: `${cwd}.state`, path, endpoint }))).toBe(
      render(block, block),
    );
  }
});
