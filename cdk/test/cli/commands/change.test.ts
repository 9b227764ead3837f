import { describe, expect, it } from 'vitest';
import { CREDENTIALS_HINT } from '../../../src/cli/cdk/go-on.ts';
import { run } from '../../../src/cli/run.ts';
import { planOf } from '../../../src/plan.ts';
import { fourAccounts } from '../../support/configs.ts';
import { folder } from '../support/folder.ts';
import { project, withAccounts } from '../support/project.ts';
import { witness, type Witness, type WitnessOptions } from '../support/surroundings.ts';
import { yamlOf } from '../support/yaml-of.ts';

const { stacks } = planOf(withAccounts(fourAccounts()));
const ids = stacks.map(({ id }) => id);
const SYNTH = ['synth', '**', '--no-lookups', '--quiet', '--output', 'cdk.out'];

function started(options: Partial<WitnessOptions> = {}): Witness {
  return witness({ cwd: project(), ...options });
}

const argsOf = ({ calls }: Witness): readonly (readonly string[])[] => calls.map(({ args }) => args);

describe('synth', () => {
  it('synthesises all stacks without lookups', async () => {
    const seen = started();
    expect(await run(['synth', '--', '-c', 'a=b'], seen.surroundings)).toBe(0);
    expect(argsOf(seen)).toEqual([[...SYNTH, '-c', 'a=b']]);
  });

  it.each([
    { name: 'the status of cdk', end: { status: 3 }, status: 3 },
    { name: 'an interruption', end: { status: 1, isInterrupted: true }, status: 130 },
  ])('answers with $name', async ({ end, status }) => {
    expect(await run(['synth'], started({ end: () => end }).surroundings)).toBe(status);
  });

  it.each(['synth', 'diff', 'deploy', 'destroy --all'])('%s: no cdk.json', async (command) => {
    const seen = witness({ cwd: folder({ 'kmscrypt-cdk.json': yamlOf(withAccounts(fourAccounts())) }) });
    await expect(run(command.split(' '), seen.surroundings)).rejects.toMatchObject({ code: 'APP_MISSING' });
    expect(seen.calls).toEqual([]);
  });

  it.each(['synth', 'diff', 'deploy', 'destroy --all', 'bootstrap'])(
    '%s: nothing of cdk with a broken config',
    async (command) => {
      const seen = witness({ cwd: folder({ 'kmscrypt-cdk.json': '{}', 'cdk.json': '{}' }) });
      await expect(run(command.split(' '), seen.surroundings)).rejects.toMatchObject({ name: 'ConfigError' });
      expect(seen.calls).toEqual([]);
    },
  );
});

describe('deploy', () => {
  it('one by one, in order, from templates that are written once', async () => {
    const seen = started();
    expect(await run(['deploy'], seen.surroundings)).toBe(0);
    expect(argsOf(seen)).toEqual([
      SYNTH,
      ...ids.map((id) => ['deploy', id, '--app', 'cdk.out', '--exclusively']),
    ]);
    expect(seen.calls.every(({ label }) => label === undefined)).toBe(true);
  });

  it('tells which of how many', async () => {
    const seen = started();
    await run(['deploy', '*/network'], seen.surroundings);
    expect(seen.told).toEqual([
      '[1/3] shared-services/network (111122223333, eu-central-1) ...',
      '[1/3] shared-services/network done after 0 s',
      '[2/3] stage/network (111122223335, eu-central-1) ...',
      '[2/3] stage/network done after 0 s',
      '[3/3] prod/network (111122223336, eu-central-1) ...',
      '[3/3] prod/network done after 0 s',
      'done: 3 in 0 s',
    ]);
  });

  it('stops at a failure, and says how to go on', async () => {
    const seen = started({ end: ([, id]) => (id === 'stage/network' ? { status: 7 } : {}) });
    const args = ['deploy', '*/network', '--profiles', 'acme-{name}', '--', '--require-approval', 'never'];
    expect(await run(args, seen.surroundings)).toBe(7);
    expect(argsOf(seen).map(([, id]) => id)).toEqual(['**', 'shared-services/network', 'stage/network']);
    expect(seen.told.slice(-5)).toEqual([
      'kmscrypt-cdk: error: stage/network: cdk deploy ended with status 7 [CDK_FAILED]',
      'done: shared-services/network',
      'not done: stage/network, prod/network',
      CREDENTIALS_HINT,
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
    const seen = started({ end: ([, id]) => (id === fails ? { status: 1 } : {}) });
    await run(['deploy', ...args], seen.surroundings);
    expect(seen.told.at(-1)).toBe(`kmscrypt-cdk: hint: to go on: ${again}`);
  });

  it('an interrupted one ends with 130', async () => {
    const seen = started({
      end: ([, id]) => (id === 'stage/keys' ? { status: 1, isInterrupted: true } : {}),
    });
    expect(await run(['deploy', 'stage'], seen.surroundings)).toBe(130);
    expect(seen.told).toContainEqual(expect.stringContaining('[INTERRUPTED]'));
    expect(seen.told).not.toContain(CREDENTIALS_HINT);
  });

  it('nothing is deployed where templates cannot be made', async () => {
    const seen = started({ end: () => ({ status: 1 }) });
    expect(await run(['deploy'], seen.surroundings)).toBe(1);
    expect(seen.calls).toHaveLength(1);
  });

  it('--profiles: that of each account', async () => {
    const seen = started();
    await run(
      ['deploy', '*/peering-*', 'prod/keys', '--profiles', '{name}-{account}-{stage}'],
      seen.surroundings,
    );
    expect(
      argsOf(seen)
        .slice(1)
        .map((args) => [args[1], ...args.slice(-2)]),
    ).toEqual([
      ['shared-services/peering-stage', '--profile', 'shared-services-111122223333-shared-services'],
      ['prod/keys', '--profile', 'prod-111122223336-prod'],
      ['shared-services/peering-prod', '--profile', 'shared-services-111122223333-shared-services'],
    ]);
  });

  it('--parallel: several, whose lines are told apart', async () => {
    const seen = started();
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
    const seen = started();
    await expect(run(['deploy', ...args], seen.surroundings)).rejects.toMatchObject({ code });
    expect(argsOf(seen).filter(([verb]) => verb === 'deploy')).toEqual([]);
  });
});

describe('destroy', () => {
  it('in reverse', async () => {
    const seen = started();
    expect(await run(['destroy', '--all', '--', '--force'], seen.surroundings)).toBe(0);
    expect(argsOf(seen).slice(1)).toEqual(
      ids.toReversed().map((id) => ['destroy', id, '--app', 'cdk.out', '--exclusively', '--force']),
    );
  });

  it.each([
    { name: 'neither names nor --all', args: [] },
    { name: 'both', args: ['stage', '--all'] },
  ])('refuses $name', async ({ args }) => {
    const seen = started();
    await expect(run(['destroy', ...args], seen.surroundings)).rejects.toMatchObject({
      code: 'USAGE',
      hints: [expect.stringContaining('--all')],
    });
    expect(seen.calls).toEqual([]);
  });

  it('goes on with --all where none of all is done', async () => {
    const seen = started({ end: ([verb]) => (verb === 'destroy' ? { status: 1 } : {}) });
    await run(['destroy', '--all'], seen.surroundings);
    expect(seen.told.at(-1)).toBe('kmscrypt-cdk: hint: to go on: npx kmscrypt-cdk destroy --all');
  });
});

describe('diff', () => {
  it('all at once with our credentials', async () => {
    const seen = started();
    await run(['diff', 'stage/keys', 'stage/network', '--', '--fail'], seen.surroundings);
    expect(argsOf(seen)).toEqual([
      SYNTH,
      ['diff', 'stage/keys', 'stage/network', '--app', 'cdk.out', '--exclusively', '--fail'],
    ]);
  });

  it('goes on after a difference, and answers with it', async () => {
    const seen = started({
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

describe('what may be told of a diff', () => {
  it.each([
    { name: 'a failure', args: [], hint: true },
    { name: 'a difference', args: ['--', '--fail'], hint: false },
  ])('$name', async ({ args, hint }) => {
    const seen = started({ end: ([verb]) => ({ status: verb === 'diff' ? 1 : 0 }) });
    expect(await run(['diff', ...args], seen.surroundings)).toBe(1);
    expect(seen.told).toEqual(hint ? [CREDENTIALS_HINT] : []);
  });
});

describe('bootstrap', () => {
  const homes = ['111122223333', '111122223331', '111122223335', '111122223336'];
  const places = [
    ...homes.map((account) => `aws://${account}/eu-central-1`),
    // Of the users, and of environments.
    ...['111122223331', ...homes.slice(2)].map((account) => `aws://${account}/us-east-1`),
  ];

  it('every account and region once', async () => {
    const seen = started();
    expect(await run(['bootstrap', '--', '--termination-protection'], seen.surroundings)).toBe(0);
    expect(argsOf(seen)).toHaveLength(places.length);
    expect(new Set(argsOf(seen).map(([, place]) => place))).toEqual(new Set(places));
    expect(argsOf(seen)[0]).toEqual(['bootstrap', expect.any(String), '--termination-protection']);
  });

  it('--print: the commands', async () => {
    const seen = started();
    await run(['bootstrap', '--print', '--profiles', 'admin-{name}'], seen.surroundings);
    expect(seen.calls).toEqual([]);
    const lines = seen.printed.join('').trimEnd().split('\n');
    expect(lines).toHaveLength(places.length);
    expect(lines).toContain('npx cdk bootstrap aws://111122223335/us-east-1 --profile admin-stage');
  });

  it('stops at a failure', async () => {
    const seen = started({ end: () => ({ status: 5 }) });
    expect(await run(['bootstrap'], seen.surroundings)).toBe(5);
    expect(seen.calls).toHaveLength(1);
  });

  it('says what is done, what is not, and how to go on', async () => {
    const failing = 'aws://111122223331/eu-central-1';
    const seen = started({ end: ([, place]) => (place === failing ? { status: 5 } : {}) });
    await run(['bootstrap', '--profiles', 'x-{name}', '--', '--trust', '111122223333'], seen.surroundings);
    const tried = argsOf(seen).map(([, place]) => place);
    expect(tried.at(-1)).toBe(failing);
    expect(seen.told.slice(-5)).toEqual([
      `kmscrypt-cdk: error: ${failing}: cdk bootstrap ended with status 5 [CDK_FAILED]`,
      `done: ${tried.slice(0, -1).join(', ')}`,
      expect.stringMatching(`^not done: ${failing}, aws://`),
      CREDENTIALS_HINT,
      "kmscrypt-cdk: hint: to go on, what is done is left as it is: npx kmscrypt-cdk bootstrap --profiles 'x-{name}' -- --trust 111122223333",
    ]);
  });

  it('an interrupted one says so', async () => {
    const seen = started({ end: () => ({ status: 1, isInterrupted: true }) });
    expect(await run(['bootstrap', '--config', 'kmscrypt-cdk.json'], seen.surroundings)).toBe(130);
    expect(seen.told).toContainEqual(expect.stringContaining('[INTERRUPTED]'));
    expect(seen.told).not.toContain(CREDENTIALS_HINT);
    expect(seen.told.at(-1)).toMatch(/bootstrap --config kmscrypt-cdk\.json$/);
  });
});
