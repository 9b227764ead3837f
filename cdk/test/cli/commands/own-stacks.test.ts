import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { planOf } from '../../../src/plan.ts';
import { fourAccounts } from '../../support/configs.ts';
import { project, withAccounts } from '../support/project.ts';
import { witness } from '../support/surroundings.ts';

const { stacks } = planOf(withAccounts(fourAccounts()));

/** A project with the assembly of the plan's stacks, and of others. */
function synthesised(own: readonly string[], nested: readonly string[] = []): string {
  const cwd = project();
  const artifacts = (ids: readonly string[]) =>
    ids.map((id, at) => [`a${at}`, { type: 'aws:cloudformation:stack', displayName: id }]);
  const write = (place: string, entries: readonly unknown[]): void => {
    mkdirSync(dirname(join(cwd, place)), { recursive: true });
    writeFileSync(
      join(cwd, place),
      JSON.stringify({ artifacts: Object.fromEntries(entries as readonly (readonly [string, object])[]) }),
    );
  };
  const assembly = { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-own' } };
  const stage = nested.length === 0 ? [] : [['own', assembly]];
  write('cdk.out/manifest.json', [
    ...artifacts([...stacks.map(({ id }) => id), ...own]),
    ...stage,
    ['Tree', { type: 'cdk:tree' }],
  ]);
  if (nested.length > 0) write('cdk.out/assembly-own/manifest.json', artifacts(nested));
  return cwd;
}

describe('synth counts the stacks that are written', () => {
  const count = stacks.length;
  it.each([
    { name: 'of the plan', own: [], nested: [], begins: `${count} stacks are in cdk.out; ` },
    {
      name: "one of the user's",
      own: ['OwnStack'],
      nested: [],
      begins: `${count + 1} stacks are in cdk.out, 1 of your own (OwnStack); `,
    },
    {
      name: "some in a stage of the user's",
      own: ['OwnStack'],
      nested: ['own/a', 'own/b'],
      begins: `${count + 3} stacks are in cdk.out, 3 of your own (OwnStack, own/a, own/b); `,
    },
  ])('$name', async ({ own, nested, begins }) => {
    const seen = witness({ cwd: synthesised(own, nested) });
    await run(['synth'], seen.surroundings);
    expect(seen.told.at(-1)?.startsWith(begins)).toBe(true);
  });

  it('of the plan where there is no manifest that can be read', async () => {
    const cwd = project();
    mkdirSync(join(cwd, 'cdk.out'));
    writeFileSync(join(cwd, 'cdk.out/manifest.json'), '{');
    const seen = witness({ cwd });
    expect(await run(['synth'], seen.surroundings)).toBe(0);
    expect(seen.told.at(-1)).toContain(`${count} stacks are in cdk.out; `);
  });
});

describe("a stack of the user's own", () => {
  it.each(['deploy', 'diff', 'destroy'])('%s names the command that takes it', async (verb) => {
    const seen = witness({ cwd: synthesised(['OwnStack', 'stage']) });
    await expect(run([verb, 'stage', 'OwnStack'], seen.surroundings)).rejects.toMatchObject({
      code: 'STACK_NOT_FOUND',
      message: 'OwnStack is no stack of the config',
      hints: [expect.stringMatching(`^npx cdk ${verb} OwnStack `)],
    });
    expect(seen.calls).toEqual([]);
  });

  it('one that nobody has: the stages', async () => {
    const seen = witness({ cwd: synthesised(['OwnStack']) });
    await expect(run(['deploy', 'Other'], seen.surroundings)).rejects.toMatchObject({
      code: 'STACK_NOT_FOUND',
      hints: [expect.stringContaining('kmscrypt-cdk list')],
    });
  });
});
