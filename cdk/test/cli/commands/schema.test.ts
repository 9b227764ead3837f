import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { witness } from '../support/surroundings.ts';

it('schema prints the file whose path --path prints', async () => {
  const { surroundings, printed } = witness({ cwd: '/' });
  expect(await run(['schema', '--path'], surroundings)).toBe(0);
  expect(await run(['schema'], surroundings)).toBe(0);
  const [path = '', text] = printed;
  expect(path).toMatch(/schema.config\.json\n$/);
  expect(readFileSync(path.trimEnd(), 'utf8')).toBe(text);
  expect(JSON.parse(text ?? '')).toHaveProperty('properties.environments');
});
