import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConfig } from '../../cdk/src/config/index.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks('ts').filter(({ info }) => info.includes('cdk'));
const [config, construct] = blocks.map(({ text }) => text);

/** Runs a block as a module, and tells what it has as JSON. */
function run(text: string, tell: string): unknown {
  const file = join(import.meta.dirname, `.cdk-example-${process.pid}.ts`);
  writeFileSync(file, `${text}\n${tell}`);
  try {
    return JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
  } finally {
    rmSync(file);
  }
}

test("the README's config in TypeScript is accepted", async () => {
  expect(blocks).toHaveLength(2);
  const named = (config ?? '').replace('export default', 'const config =');
  const { problems } = await checkConfig(run(named, 'console.log(JSON.stringify(config));'));
  expect(problems).toBeUndefined();
});

test("the README's constructs are there", () => {
  expect(run(construct ?? '', 'console.log(JSON.stringify(AppVpc.name));')).toBe('AppVpc');
});
