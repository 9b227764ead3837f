import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { cdkProgram, runProgram } from '../../src/cli/cdk/run-cdk.ts';
import { planOf } from '../../src/plan.ts';
import { readConfig } from '../../src/config/read/read-config.ts';
import { folder } from './support/folder.ts';
import { install } from './support/project.ts';
import { witness } from './support/surroundings.ts';

const SOURCE = new URL('../../src/index.ts', import.meta.url).href;

/** What is read of the manifest of an assembly. */
interface Manifest {
  readonly artifacts: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  readonly properties: { readonly stackName?: string };
}

it(
  'init, then synth: a template for each stack of the plan, without credentials',
  { timeout: 300_000 },
  async () => {
    const cwd = folder();
    const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, AWS_EC2_METADATA_DISABLED: 'true' };
    const { surroundings, told } = witness({ cwd, env });
    await run(['init', '--name', 'acme', '--region', 'eu-central-1'], surroundings);
    const app = join(cwd, 'app.mjs');
    install(cwd);
    // Not what is built.
    writeFileSync(
      app,
      `${readFileSync(app, 'utf8').replace('@kmscrypt/cdk', SOURCE)}
import { Stack } from 'aws-cdk-lib';
new Stack(app, 'OwnStack', { env: { account: '111111111111', region: 'eu-central-1' } });`,
    );
    const runCdk: typeof surroundings.runCdk = (call) => runProgram(cdkProgram(), { ...call, label: 'cdk' });
    expect(await run(['synth'], { ...surroundings, runCdk })).toBe(0);
    const { stacks } = planOf(await readConfig(cwd));
    expect(told.at(-1)).toContain(`${stacks.length + 1} stacks are in cdk.out, 1 of your own (OwnStack)`);
    const { artifacts } = JSON.parse(readFileSync(join(cwd, 'cdk.out/manifest.json'), 'utf8')) as Manifest;
    const made = Object.values(artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
    expect(new Map(made.map(({ displayName, properties }) => [displayName, properties.stackName]))).toEqual(
      new Map([...stacks.map(({ id, stackName }) => [id, stackName] as const), ['OwnStack', undefined]]),
    );
    expect(existsSync(join(cwd, 'cdk.context.json'))).toBe(false);
  },
);
