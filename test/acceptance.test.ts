import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PROGRAMS } from './support/programs.ts';
import { createScriptKeys, lack, makePath, runBlock } from './support/script-surroundings.ts';
import { readScript, render, transcribe } from './support/script.ts';
import { makeFolder } from './support/temporary-folder.ts';

const SCRIPTS = join(import.meta.dirname, 'acceptance');
const scripts = readdirSync(SCRIPTS).filter((name) => name.endsWith('.txt'));
const endpoint = inject('endpoint');
const folder = makeFolder();

beforeAll(async () => {
  if (endpoint !== '') await createScriptKeys(endpoint);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(PROGRAMS)('acceptance scripts with the $name', (program) => {
  const path = makePath(join(folder, program.name), program);

  it.for(scripts)('%s', (name, { skip }) => {
    const { needs, blocks } = readScript(join(SCRIPTS, name));
    for (const need of needs) {
      const reason = lack(need, endpoint);
      if (reason !== undefined) {
        process.stderr.write(`*** ${name} is skipped: ${reason} ***\n`);
        skip(reason);
      }
    }
    const cwd = join(folder, program.name, name);
    mkdirSync(cwd);
    const surroundings = { cwd, state: `${cwd}.state`, path, endpoint };
    for (const block of blocks) {
      expect(transcribe(block, runBlock(block, surroundings))).toBe(render(block, block));
    }
  });
});
