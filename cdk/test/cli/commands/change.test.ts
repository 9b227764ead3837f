import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { planOf } from '../../../src/plan.ts';
import { fourAccounts } from '../../support/configs.ts';
import { folder } from '../support/folder.ts';
import { witness, type Witness, type WitnessOptions } from '../support/surroundings.ts';
import { yamlOf } from '../support/yaml-of.ts';

const { stacks } = planOf(fourAccounts());
const ids = stacks.map(({ id }) => id);
const SYNTH = ['synth', '**', '--no-lookups', '--quiet', '--output', 'cdk.out'];

function project(options: Omit<WitnessOptions, 'cwd'> = {}): Witness {
  return witness({
    cwd: folder({ 'kmscrypt-cdk.json': yamlOf(fourAccounts()), 'cdk.json': '{}' }),
    ...options,
  });
}

const argsOf = ({ calls }: Witness): readonly (readonly string[])[] => calls.map(({ args }) => args);

describe('synth', () => {
  it('synthesises all stacks without lookups', async () => {
    const seen = project();
    expect(await run(['synth', '--', '-c', 'a=b'], seen.surroundings)).toBe(0);
    expect(argsOf(seen)).toEqual([[...SYNTH, '-c', 'a=b']]);
  });

  it.each([
    { name: 'the status of cdk', end: { status: 3 }, status: 3 },
    { name: 'an interruption', end: { status: 1, isInterrupted: true }, status: 130 },
  ])('answers with $name', async ({ end, status }) => {
    expect(await run(['synth'], project({ end: () => end }).surroundings)).toBe(status);
  });

  it.each(['synth', 'diff', 'deploy', 'destroy'])('%s: no cdk.json', async (command) => {
    const seen = witness({ cwd: folder({ 'kmscrypt-cdk.json': yamlOf(fourAccounts()) }) });
    await expect(run([command], seen.surroundings)).rejects.toMatchObject({ code: 'APP_MISSING' });
    expect(seen.calls).toEqual([]);
  });

  it.each(['synth', 'diff', 'deploy', 'destroy', 'bootstrap'])(
    '%s: nothing of cdk with a broken config',
    async (command) => {
      const seen = witness({ cwd: folder({ 'kmscrypt-cdk.json': '{}', 'cdk.json': '{}' }) });
      await expect(run([command], seen.surroundings)).rejects.toMatchObject({ name: 'ConfigError' });
      expect(seen.calls).toEqual([]);
    },
  );
});

describe('deploy', () => {
  it('one by one, in order, from templates that are written once', async () => {
    const seen = project();
    expect(await run(['deploy'], seen.surroundings)).toBe(0);
    expect(argsOf(seen)).toEqual([
      SYNTH,
      ...ids.map((id) => ['deploy', id, '--app', 'cdk.out', '--exclusively']),
    ]);
    expect(seen.calls.every(({ label }) => label === undefined)).toBe(true);
  });

  it('tells which of how many', async () => {
    const seen = project();
    await run(['deploy', '*/network'], seen.surroundings);
    expect(seen.told).toEqual([
      '[1/3] shared-services/network (333333333333, eu-central-1) ...',
      '[1/3] shared-services/network done after 0 s',
      '[2/3] stage/network (555555555555, eu-central-1) ...',
      '[2/3] stage/network done after 0 s',
      '[3/3] prod/network (666666666666, eu-central-1) ...',
      '[3/3] prod/network done after 0 s',
      'done: 3 in 0 s',
    ]);
  });

  it('stops at a failure, and says how to go on', async () => {
    const seen = project({ end: ([, id]) => (id === 'stage/network' ? { status: 7 } : {}) });
    const args = ['deploy', '*/network', '--profiles', 'acme-{name}', '--', '--require-approval', 'never'];
    expect(await run(args, seen.surroundings)).toBe(7);
    expect(argsOf(seen).map(([, id]) => id)).toEqual(['**', 'shared-services/network', 'stage/network']);
    expect(seen.told.slice(-4)).toEqual([
      'kmscrypt-cdk: error: stage/network: cdk deploy ended with status 7 [CDK_FAILED]',
      'done: shared-services/network',
      'not done: stage/network, prod/network',
      "kmscrypt-cdk: hint: to go on: npx kmscrypt-cdk deploy stage/network prod/network --profiles 'acme-{name}' -- --require-approval never",
    ]);
  });

  it.each([
    { name: 'none of all is done', args: [], fails: ids[0], again: 'npx kmscrypt-cdk deploy' },
    {
      name: 'none of some is done',
      args: ['*/keys'],
      fails: 'shared-services/keys',
      again: 'npx kmscrypt-cdk deploy shared-services/keys stage/keys prod/keys',
    },
    {
      name: 'several at once',
      args: ['prod/keys', '--parallel', '2'],
      fails: 'prod/keys',
      again: 'npx kmscrypt-cdk deploy prod/keys --parallel 2',
    },
  ])('goes on with what is left: $name', async ({ args, fails, again }) => {
    const seen = project({ end: ([, id]) => (id === fails ? { status: 1 } : {}) });
    await run(['deploy', ...args], seen.surroundings);
    expect(seen.told.at(-1)).toBe(`kmscrypt-cdk: hint: to go on: ${again}`);
  });

  it('an interrupted one ends with 130', async () => {
    const seen = project({
      end: ([, id]) => (id === 'stage/keys' ? { status: 1, isInterrupted: true } : {}),
    });
    expect(await run(['deploy', 'stage'], seen.surroundings)).toBe(130);
    expect(seen.told).toContainEqual(expect.stringContaining('[INTERRUPTED]'));
  });

  it('nothing is deployed where templates cannot be made', async () => {
    const seen = project({ end: () => ({ status: 1 }) });
    expect(await run(['deploy'], seen.surroundings)).toBe(1);
    expect(seen.calls).toHaveLength(1);
  });

  it('--profiles: that of each account', async () => {
    const seen = project();
    await run(
      ['deploy', '*/peering-*', 'prod/keys', '--profiles', '{name}-{account}-{stage}'],
      seen.surroundings,
    );
    expect(
      argsOf(seen)
        .slice(1)
        .map((args) => [args[1], ...args.slice(-2)]),
    ).toEqual([
      ['shared-services/peering-stage', '--profile', 'shared-services-333333333333-shared-services'],
      ['prod/keys', '--profile', 'prod-666666666666-prod'],
      ['shared-services/peering-prod', '--profile', 'shared-services-333333333333-shared-services'],
    ]);
  });

  it('--parallel: several, whose lines are told apart', async () => {
    const seen = project();
    expect(await run(['deploy', '--parallel', '4'], seen.surroundings)).toBe(0);
    const [, ...deploys] = seen.calls;
    expect(new Set(deploys.map(({ label }) => label))).toEqual(new Set(ids));
    expect(deploys.every(({ args: [, id], label }) => id === label)).toBe(true);
    expect(deploys).toHaveLength(ids.length);
  });

  it.each([
    { args: ['--parallel', '0'], code: 'USAGE' },
    { args: ['--parallel', '1.5'], code: 'USAGE' },
    { args: ['--parallel', '99'], code: 'USAGE' },
    { args: ['--profiles', '{user}'], code: 'USAGE' },
    { args: ['qa'], code: 'STACK_NOT_FOUND' },
  ])('refuses $args before anything is done', async ({ args, code }) => {
    const seen = project();
    await expect(run(['deploy', ...args], seen.surroundings)).rejects.toMatchObject({ code });
    expect(argsOf(seen).filter(([verb]) => verb === 'deploy')).toEqual([]);
  });
});

describe('destroy', () => {
  it('in reverse', async () => {
    const seen = project();
    expect(await run(['destroy', '--', '--force'], seen.surroundings)).toBe(0);
    expect(argsOf(seen).slice(1)).toEqual(
      ids.toReversed().map((id) => ['destroy', id, '--app', 'cdk.out', '--exclusively', '--force']),
    );
  });
});

describe('diff', () => {
  it('all at once with our credentials', async () => {
    const seen = project();
    await run(['diff', 'stage/keys', 'stage/network', '--', '--fail'], seen.surroundings);
    expect(argsOf(seen)).toEqual([
      SYNTH,
      ['diff', 'stage/keys', 'stage/network', '--app', 'cdk.out', '--exclusively', '--fail'],
    ]);
  });

  it('goes on after a difference, and answers with it', async () => {
    const seen = project({
      end: ([verb, id]) => ({ status: verb === 'diff' && id === 'stage/keys' ? 1 : 0 }),
    });
    expect(await run(['diff', '*/keys', '--profiles', '{name}'], seen.surroundings)).toBe(1);
    expect(
      argsOf(seen)
        .slice(1)
        .map((args) => [args[1], args.at(-1)]),
    ).toEqual([
      ['shared-services/keys', 'shared-services'],
      ['stage/keys', 'stage'],
      ['prod/keys', 'prod'],
    ]);
  });
});

describe('bootstrap', () => {
  const homes = ['333333333333', '111111111111', '555555555555', '666666666666'];
  const places = [
    ...homes.map((account) => `aws://${account}/eu-central-1`),
    ...homes.slice(2).map((account) => `aws://${account}/us-east-1`),
  ];

  it('every account and region once', async () => {
    const seen = project();
    expect(await run(['bootstrap', '--', '--termination-protection'], seen.surroundings)).toBe(0);
    expect(argsOf(seen)).toHaveLength(places.length);
    expect(new Set(argsOf(seen).map(([, place]) => place))).toEqual(new Set(places));
    expect(argsOf(seen)[0]).toEqual(['bootstrap', expect.any(String), '--termination-protection']);
  });

  it('--print: the commands', async () => {
    const seen = project();
    await run(['bootstrap', '--print', '--profiles', 'admin-{name}'], seen.surroundings);
    expect(seen.calls).toEqual([]);
    const lines = seen.printed.join('').trimEnd().split('\n');
    expect(lines).toHaveLength(places.length);
    expect(lines).toContain('npx cdk bootstrap aws://555555555555/us-east-1 --profile admin-stage');
  });

  it('stops at a failure', async () => {
    const seen = project({ end: () => ({ status: 5 }) });
    expect(await run(['bootstrap'], seen.surroundings)).toBe(5);
    expect(seen.calls).toHaveLength(1);
  });
});
