import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readValues } from '@kmscrypt/core/documents';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { faultKms } from '../support/fault-kms.ts';
import { awsEnv } from '../support/kms-at.ts';
import { lacking } from '../support/lacking.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, localToken, type Outcome, runCommand } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { codeBlocks } from './code-blocks.ts';

// docs/containers.md and the containers of the sample apps, as far as they can be tried without Docker.

const ROOT = join(import.meta.dirname, '..', '..');
const endpoint = inject('endpoint');
const GUIDE = readFileSync(join(ROOT, 'docs', 'containers.md'), 'utf8');
const ofGuide = (language: string): ReturnType<typeof codeBlocks> =>
  codeBlocks(language).filter(
    ({ place, info }) => place.startsWith('docs/containers.md') && info[1] === 'containers',
  );
const KEY = Buffer.alloc(32, 7).toString('base64');
type Env = Readonly<Record<string, string>>;

/** A line of a Dockerfile, or of several that end in a backslash. */
interface Instruction {
  readonly name: string;
  readonly words: readonly string[];
}

function instructionsOf(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.replaceAll('\\\n', ' ').split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', ...words] = line.trim().split(/\s+/);
      return { name, words };
    });
}

/** The value of ENTRYPOINT or CMD, the last one. */
function commandOf(dockerfile: string, name: string): readonly string[] {
  const last = instructionsOf(dockerfile).findLast((each) => each.name === name);
  return JSON.parse(last?.words.join(' ') ?? '[]') as string[];
}

describe('what is written down', () => {
  it.for(ofGuide('dockerfile'))('$place is a Dockerfile', ({ text }) => {
    const names = instructionsOf(text).map(({ name }) => name);
    expect(names.filter((name) => !/^(?:FROM|RUN|COPY|ENV|USER|ENTRYPOINT|CMD)$/.test(name))).toEqual([]);
    expect(text).toContain('KMSCRYPT_REFUSE_LOCAL=1');
    expect(commandOf(text, 'ENTRYPOINT')).toEqual(['kmscrypt', 'exec', '--']);
  });

  it('the task definition and the policy name what they have to', () => {
    const [task, policy] = ofGuide('json').map(({ text }) => JSON.parse(text) as unknown);
    expect(task).toMatchObject({ containerDefinitions: [{ entryPoint: ['kmscrypt', 'exec', '--'] }] });
    const { Statement: statements } = policy as { Statement: { Action: string | string[] }[] };
    expect(statements.flatMap(({ Action: action }) => action).toSorted()).toEqual([
      'kms:Decrypt',
      'secretsmanager:BatchGetSecretValue',
      'secretsmanager:GetSecretValue',
      'ssm:GetParameters',
      'ssm:GetParametersByPath',
    ]);
  });

  it('the manifest is YAML', async () => {
    const manifests = await Promise.all(ofGuide('yaml').map(({ text }) => readValues('yaml', text)));
    expect(manifests).toMatchObject([{ kind: 'Deployment' }]);
  });
});

describe.each(['backend', 'frontend'])('the containers of the sample %s', (name) => {
  const folder = join(ROOT, 'docs', 'examples', name);
  const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');
  const instructions = instructionsOf(dockerfile);
  const stages = instructions.flatMap(({ name: each, words }) => (each === 'FROM' ? [words.at(-1)] : []));

  it('the Dockerfile copies what is there, and production refuses the local key', () => {
    const copied = instructions
      .filter(({ name: each, words }) => each === 'COPY' && !words[0]?.startsWith('--from='))
      .flatMap(({ words }) => words.slice(0, -1));
    expect(copied).toContain(`docs/examples/${name}/src`);
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(stages).toEqual(['packages', 'app', 'development', 'production']);
    const [production] = dockerfile.split('AS production\n').slice(1);
    expect(production).toContain('KMSCRYPT_REFUSE_LOCAL=1');
    expect(existsSync(join(folder, ...commandOf(dockerfile, 'CMD').slice(1)))).toBe(true);
  });

  it('docker-compose.yaml names files that are there, or that setup makes', async () => {
    const text = readFileSync(join(folder, 'docker-compose.yaml'), 'utf8');
    const compose = (await readValues('yaml', text)) as {
      include?: string[];
      services: Record<
        string,
        { build?: { dockerfile: string; target: string }; volumes?: string[]; secrets?: string[] }
      >;
      secrets: Record<string, { file: string }>;
    };
    for (const included of compose.include ?? []) expect(existsSync(join(folder, included))).toBe(true);
    const { build, volumes, secrets } = compose.services[name] ?? {};
    expect(build?.dockerfile).toBe(`docs/examples/${name}/Dockerfile`);
    expect(stages).toContain(build?.target);
    expect(volumes).toEqual(['./config/compose.yaml:/app/config/compose.yaml:ro']);
    expect(secrets).toEqual([`${name}-local-key`]);
    const ignored = readFileSync(join(folder, '.gitignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.local/', 'config/compose.yaml']));
    for (const { file } of Object.values(compose.secrets)) {
      expect(readFileSync(join(ROOT, 'docs/examples/backend/setup/setup.ts'), 'utf8')).toContain(
        basename(file),
      );
    }
  });
});

const canIsolate = process.getuid?.() === 0 && process.arch === 'x64' && !lacking('unshare', 'chroot');

describe.skipIf(!canIsolate).each(ofGuide('dockerfile'))(
  'the entrypoint of $place, as process 1 of a bare root',
  ({ text }) => {
    const root = makeFolder();

    beforeAll(() => {
      chmodSync(root, 0o755);
      mkdirSync(join(root, 'proc'));
      // What the base image brings, as the Dockerfile on scratch lists it.
      const scratch = ofGuide('dockerfile').find(({ info }) => info[2] === 'scratch')?.text ?? '';
      for (const { name, words } of instructionsOf(scratch)) {
        if (name === 'COPY' && words[0] === '--from=base') copy(words.slice(1, -1), words.at(-1) ?? '');
      }
      copy([PROGRAMS[1].file], '/usr/local/bin/kmscrypt');
      // The app is one that prints its environment.
      copy(['/usr/bin/env'], '/usr/local/bin/app');
      writeFileSync(join(root, 'app.yaml'), 'a: secretsmanager::app/prod\n');
    });
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    function copy(sources: readonly string[], target: string): void {
      for (const source of sources) {
        const path = join(root, target, target.endsWith('/') ? basename(source) : '');
        mkdirSync(dirname(path), { recursive: true });
        copyFileSync(source, path);
      }
    }

    /** Runs as the image would be run. */
    function container(
      env: Env,
      { entrypoint = commandOf(text, 'ENTRYPOINT'), command = commandOf(text, 'CMD') } = {},
    ): Promise<Outcome> {
      const user = instructionsOf(text).find(({ name }) => name === 'USER')?.words[0];
      const isolate = [
        'unshare',
        '--pid',
        '--fork',
        '--kill-child',
        '--mount',
        `--mount-proc=${join(root, 'proc')}`,
      ];
      const chroot = ['chroot', `--userspec=${user}:${user}`, root];
      const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      // env(1) is outside of the root: the image has the variables alone.
      return runCommand([
        ...isolate,
        'env',
        '-i',
        `PATH=${process.env['PATH']}`,
        ...variables,
        ...chroot,
        ...entrypoint,
        ...command,
      ]);
    }

    it('decrypts and becomes the command', async () => {
      const env = { KMSCRYPT_LOCAL_KEY: KEY, DB_URL: await localToken(KEY, 'postgres://secret'), PLAIN: 'x' };
      const { stdout, stderr, status } = await container(env);
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
      const variables = stdout.toString().split('\n');
      expect(variables).toEqual(expect.arrayContaining(['DB_URL=postgres://secret', 'PLAIN=x']));
      expect(stdout.toString()).not.toContain(KEY);
    });

    it('has the status of the command', async () => {
      expect(await container({}, { command: ['app', '--no-such-option'] })).toMatchObject({ status: 125 });
    });

    const token = `kmscrypt::${Buffer.from('a blob').toString('base64')}`;
    const aws = awsEnv('http://127.0.0.1:9');
    const failures: Readonly<Record<string, () => Promise<Outcome>>> = {
      LOCAL_KEY_REFUSED: async () => container({ KMSCRYPT_REFUSE_LOCAL: '1', A: await localToken(KEY, 'x') }),
      CREDENTIALS_MISSING: () =>
        container({ AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true', A: token }),
      ACCESS_DENIED: () =>
        answering(400, {
          __type: 'AccessDeniedException',
          message: 'is not authorized to perform: kms:Decrypt',
        }),
      SECRET_NOT_FOUND: () => container({ ...awsEnv(endpoint), A: 'secretsmanager::not/there' }),
      REGION_MISSING: () => container({ ...aws, AWS_REGION: '', A: token }),
      NETWORK: () => container({ ...aws, AWS_MAX_ATTEMPTS: '2', A: token }),
      DEADLINE_EXCEEDED: async () => {
        const kms = await faultKms(() => 'hang');
        onTestFinished(() => kms[Symbol.dispose]());
        const entrypoint = ['kmscrypt', 'exec', '--timeout', '1', '--'];
        return container({ ...awsEnv(kms.endpoint), A: token }, { entrypoint });
      },
      INIT_NEEDED: () =>
        container(aws, { entrypoint: ['kmscrypt', 'exec', '--config', '/app.yaml:/run/app.yaml', '--'] }),
      PROGRAM_NOT_FOUND: () => container({}, { command: ['not-there'] }),
    };

    async function answering(status: number, body: object): Promise<Outcome> {
      const kms = await faultKms(() => ({ status, body: JSON.stringify(body) }));
      onTestFinished(() => kms[Symbol.dispose]());
      return container({ ...awsEnv(kms.endpoint), A: token });
    }

    const rows = Array.from(
      GUIDE.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm),
      ([, code = '', status]) => [code, Number(status)] as const,
    );

    it('every failure of the table is brought about here', () => {
      expect(rows.map(([code]) => code).toSorted()).toEqual(Object.keys(failures).toSorted());
    });

    it.for(rows)('%s ends with %i before the command starts', async ([code, status], { skip }) => {
      if (code === 'SECRET_NOT_FOUND' && endpoint === '') skip('there is no emulator');
      const outcome = await failures[code]?.();
      expect(codesOf(outcome?.stderr ?? ''), outcome?.stderr).toContain(code);
      expect(outcome).toMatchObject({ status, stdout: Buffer.alloc(0) });
    });

    it('without /proc, or with another C library, it does not start', async () => {
      const outcome = await runCommand(['chroot', root, 'kmscrypt', '--version']);
      expect(outcome.status ?? outcome.signal).not.toBe(0);
      expect(outcome.stderr).toContain('Bun has crashed');
      const loader = join(root, 'lib64', 'ld-linux-x86-64.so.2');
      rmSync(loader);
      expect(await container({})).toMatchObject({ status: 127 });
      copyFileSync('/lib64/ld-linux-x86-64.so.2', loader);
    });
  },
);
