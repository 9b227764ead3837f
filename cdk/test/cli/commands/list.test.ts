import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { planOf } from '../../../src/plan.ts';
import { sixAccounts } from '../../support/configs.ts';
import { folder } from '../support/folder.ts';
import { witness } from '../support/surroundings.ts';
import { yamlOf } from '../support/yaml-of.ts';

const { stacks } = planOf(sixAccounts());

async function list(...args: readonly string[]): Promise<string> {
  const { surroundings, printed } = witness({ cwd: folder({ 'kmscrypt-cdk.json': yamlOf(sixAccounts()) }) });
  expect(await run(['list', ...args], surroundings)).toBe(0);
  return printed.join('');
}

describe('list', () => {
  it('a line a stack, in the order of deployment', async () => {
    const [head, ...lines] = (await list()).trimEnd().split('\n');
    expect(head?.split(/ {2,}/)).toEqual(['STACK', 'ACCOUNT', 'REGION', 'CLOUDFORMATION', 'KIND', 'AFTER']);
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 5))).toEqual(
      stacks.map(({ id, account, region, stackName, kind }) => [id, account, region, stackName, kind]),
    );
    expect(lines.every((line) => line === line.trimEnd())).toBe(true);
  });

  it('--json', async () => {
    const [row] = JSON.parse(await list('--json', 'stage/keys')) as readonly unknown[];
    expect(row).toEqual({
      id: 'stage/keys',
      account: '555555555555',
      region: 'eu-central-1',
      stackName: 'acme-stage-keys',
      kind: 'keys',
      after: ['stage/baseline'],
    });
  });
});
