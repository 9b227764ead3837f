import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { awsEnv } from '../support/kms-at.ts';
import { lacking } from '../support/lacking.ts';
import { findPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { findRedis } from '../support/redis/find.ts';
import { type Redis, startRedis } from '../support/redis/start.ts';
import { runCommand } from '../support/run.ts';
import { type Block, parseScript, render, transcribe } from '../support/script.ts';
import { makeFolder } from '../support/temporary-folder.ts';

// The sample apps in a copy of their folders, as their READMEs say, with a PostgreSQL and a Redis of the test's own.

const ROOT = join(import.meta.dirname, '..', '..');
const endpoint = inject('endpoint');
const postgresBin = findPostgres();
const redisCommand = findRedis();
const CANARIES = ['canary-of-the-database-8f2c', 'canary-of-the-cache-71ab'] as const;

if (postgresBin === undefined) skipLoudly('there is no PostgreSQL on PATH or in /usr/lib/postgresql');
if ('reason' in redisCommand) skipLoudly(redisCommand.reason);

function skipLoudly(reason: string): void {
  const message = `the sample apps are not tested: ${reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`*** ${message} ***\n`);
}

type AppName = 'backend' | 'frontend';

/** A started app, and what it has said so far. */
interface App {
  readonly output: () => string;
  readonly port: number;
  /** Sends SIGTERM; answers with the exit status. */
  readonly terminate: () => Promise<number | null>;
}

const isLacking =
  postgresBin === undefined || 'reason' in redisCommand || lacking('npm', 'curl', 'openssl', 'bash');

describe.skipIf(isLacking)('the sample apps', () => {
  const clone = makeFolder();
  const postgresFolder = makeFolder();
  const said: string[] = [];
  const started: ChildProcess[] = [];
  let postgres: Postgres;
  let redis: Redis;
  let urls: { readonly DB_URL: string; readonly CACHE_URL: string };
  const folderOf = (name: AppName): string => join(clone, 'docs', 'examples', name);

  beforeAll(async () => {
    for (const name of ['backend', 'frontend'] as const) {
      const made = /\.local|node_modules|config\/(?:development|compose)\.yaml$/;
      const source = join(ROOT, 'docs', 'examples', name);
      cpSync(source, folderOf(name), { recursive: true, filter: (path) => !made.test(path.slice(source.length)) });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
    writeFileSync(join(clone, 'package.json'), '{ "private": true, "workspaces": ["docs/examples/*"] }');
    postgres = await startPostgres(postgresBin ?? '', postgresFolder, CANARIES[0]);
    redis = await startRedis('command' in redisCommand ? redisCommand.command : '', CANARIES[1]);
    urls = {
      DB_URL: `postgres://app:${CANARIES[0]}@127.0.0.1:${postgres.port}/app`,
      CACHE_URL: `redis://:${CANARIES[1]}@127.0.0.1:${redis.port}`,
    };
  });

  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await redis?.stop();
    await postgres?.stop();
    for (const folder of [clone, postgresFolder]) rmSync(folder, { recursive: true, force: true });
  });

  let backend: App;
  let frontend: App;

  it('the backend starts as its README says', async () => {
    backend = await follow('backend', urls);
    expect(await ask(backend, '/')).toMatchObject({ status: 200, body: expect.stringContaining('"cached":true') });
    expect(await ask(backend, '/other')).toMatchObject({ status: 404 });
  });

  it('the frontend starts as its README says', async () => {
    frontend = await follow('frontend', { BACKEND_URL: `https://localhost:${backend.port}` });
  });

  it('neither is trusted without the development authority', async () => {
    await expect(ask(backend, '/health', undefined)).rejects.toMatchObject({
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
  });

  it('the cache is down: degraded, and both pages stay', async () => {
    await redis.stop();
    const health = { status: 'degraded', database: 'ok', cache: 'down' };
    expect(await askJson(backend, '/health')).toEqual({ status: 200, body: health });
    expect(await ask(backend, '/')).toMatchObject({ status: 200, body: expect.stringContaining('"cached":false') });
    expect(await ask(frontend, '/')).toMatchObject({ status: 200, body: expect.stringContaining('>degraded<') });
  });

  it('the database is down: 503, and the frontend says so and stays up', async () => {
    await postgres.stop();
    const health = { status: 'unavailable', database: 'down', cache: 'down' };
    expect(await askJson(backend, '/health')).toEqual({ status: 503, body: health });
    expect(await ask(backend, '/')).toMatchObject({ status: 503, body: '{"error":"unavailable"}\n' });
    expect(await ask(frontend, '/')).toMatchObject({ status: 503, body: expect.stringContaining('>down<') });
    const frontendHealth = { status: 'ok', backend: 'unavailable' };
    expect(await askJson(frontend, '/health')).toEqual({ status: 200, body: frontendHealth });
  });

  it('both are there again: ok, without a restart', async () => {
    await postgres.start();
    await redis.start();
    const health = { status: 'ok', database: 'ok', cache: 'ok' };
    await expect.poll(() => askJson(backend, '/health'), { timeout: 20_000 }).toEqual({ status: 200, body: health });
  });

  it('SIGTERM ends the backend with 0; the frontend then tells that it is unreachable', async () => {
    expect(await backend.terminate(), backend.output()).toBe(0);
    expect(await ask(frontend, '/')).toMatchObject({ status: 503, body: expect.stringContaining('>unreachable<') });
  });

  it('SIGTERM ends the frontend with 0', async () => {
    expect(await frontend.terminate(), frontend.output()).toBe(0);
  });

  it('the commands that look at the config', async () => {
    const [, look, failing] = blocksOf('backend');
    await runAsShown([...(look ?? []), ...(failing ?? [])], 'backend', {});
  });

  it('production refuses plaintext and the local key', async () => {
    const env = { APP_STAGE: 'production', KMSCRYPT_REFUSE_LOCAL: '1', ...awsEnv('http://127.0.0.1:9') };
    const line = readFileSync(join(folderOf('backend'), 'config', 'development.yaml'), 'utf8');
    const [token = ''] = /kmscrypt::\S+/.exec(line) ?? [];
    for (const override of [urls.DB_URL, token]) {
      const outcome = await runCommand([process.execPath, 'src/main.ts'], {
        cwd: folderOf('backend'),
        env: { ...env, DB_URL: override },
      });
      said.push(outcome.stdout.toString(), outcome.stderr);
      expect(outcome.status).toBe(1);
      expect(outcome.stdout.toString()).toMatch(
        override === token ? /LOCAL_KEY_REFUSED|local key/ : /db\.url.*plaintext|DB_URL.*plaintext/,
      );
    }
  });

  it.skipIf(endpoint === '')('production reads its secrets from AWS', async () => {
    const env = awsEnv(endpoint);
    const client = {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const developed = await runCommand(
      ['npx', 'kmscrypt', 'decrypt', '--as', 'yaml', 'config/development.yaml'],
      { cwd: folderOf('backend'), env: { KMSCRYPT_LOCAL_KEY_FILE: '.local/local.key', HOME: clone } },
    );
    const pem = (label: string): string => {
      const lines = developed.stdout.toString().replaceAll(/\\n/g, '\n');
      const [found = ''] = new RegExp(`-----BEGIN ${label}-----[^]*?-----END ${label}-----`).exec(lines) ?? [];
      return `${found.replaceAll(/^ +/gm, '')}\n`;
    };
    const secret = { dbUrl: urls.DB_URL, cacheUrl: urls.CACHE_URL, tlsKey: pem('PRIVATE KEY') };
    await new SecretsManagerClient(client).send(
      new CreateSecretCommand({ Name: 'backend/production', SecretString: JSON.stringify(secret) }),
    );
    const parameter = { Name: '/backend/production/tls/certificate', Type: 'String' as const };
    await new SSMClient(client).send(new PutParameterCommand({ ...parameter, Value: pem('CERTIFICATE') }));
    const app = await start('backend', [process.execPath, 'src/main.ts'], {
      ...env,
      APP_STAGE: 'production',
      KMSCRYPT_REFUSE_LOCAL: '1',
    });
    const health = { status: 'ok', database: 'ok', cache: 'ok' };
    await expect.poll(() => askJson(app, '/health')).toEqual({ status: 200, body: health });
    expect(await app.terminate(), app.output()).toBe(0);
  });

  it('docker-compose.yaml names what setup has made and the Dockerfile has', async () => {
    for (const name of ['backend', 'frontend'] as const) checkContainers(folderOf(name), name);
  });

  it('no password is in any output or file', () => {
    const files = ['backend', 'frontend'].flatMap((name) =>
      ['development', 'compose'].map((stage) =>
        readFileSync(join(clone, 'docs', 'examples', name, 'config', `${stage}.yaml`), 'utf8'),
      ),
    );
    const all = [...said, ...files].join('\n');
    expect(all).toContain('listening');
    for (const canary of CANARIES) {
      for (const form of [canary, Buffer.from(canary).toString('base64').replace(/.=*$/, '')]) {
        expect(all).not.toContain(form);
      }
    }
  });

  /** Runs the first block of a README until the app is to be ended. */
  async function follow(name: AppName, env: Readonly<Record<string, string>>): Promise<App> {
    const [blocks = []] = blocksOf(name);
    const [entering, ...rest] = blocks;
    expect(entering?.command).toBe(`cd docs/examples/${name}`);
    const startsAt = rest.findIndex(({ command }) => command === 'npm start &');
    const [starting, ...asking] = rest.slice(startsAt);
    // What docker compose would start stands ready.
    await runAsShown(
      rest.slice(0, startsAt).filter(({ command }) => !command.startsWith('docker ')),
      name,
      env,
    );
    const app = await start(name, ['npm', 'start'], { PORT: String(await freePort()) });
    const lines = app.output().split('\n');
    const until = lines.findIndex((line) => line.includes('"listening"')) + 1;
    const left = { stdout: `${lines.slice(0, until).join('\n')}\n`, stderr: '', status: 0 };
    const shown: Block = { ...(starting ?? blocks[0]!), stdout: (starting?.stdout ?? []).map(portless) };
    expect(transcribe(shown, { ...left, stdout: left.stdout.replace(String(app.port), 'PORT') })).toBe(
      render(shown, shown),
    );
    expect(asking.pop()?.command).toBe('kill %1');
    await runAsShown(asking, name, env, app.port);
    return app;
  }

  async function runAsShown(
    blocks: readonly Block[],
    name: AppName,
    env: Readonly<Record<string, string>>,
    port = 0,
  ): Promise<void> {
    let exports = '';
    for (const block of blocks) {
      const command = block.command.replace(/(?<=localhost:)\d+/, String(port));
      if (command.startsWith('export ')) exports += `${command}\n`;
      const outcome = await runCommand(['bash', '--norc', '-c', exports + command], {
        cwd: folderOf(name),
        env: { HOME: clone, NO_UPDATE_NOTIFIER: '1', ...env },
      });
      // npx kmscrypt get prints a secret: that one is asked for.
      if (!command.includes(' get ')) said.push(outcome.stdout.toString(), outcome.stderr);
      const stdout = outcome.stdout.toString();
      const left = { stdout: stdout === '' || stdout.endsWith('\n') ? stdout : `${stdout}\n` };
      const stderr = outcome.stderr.replaceAll(/^npm (?:warn|notice).*\n/gm, '');
      expect(transcribe(block, { ...left, stderr, status: outcome.status })).toBe(render(block, block));
    }
  }

  async function start(
    name: AppName,
    [command = '', ...args]: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<App> {
    const child = spawn(command, args, {
      cwd: folderOf(name),
      env: { PATH: process.env['PATH'], HOME: clone, HOST: '127.0.0.1', PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      said.push(chunk.toString());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const portIn = (): string | undefined => /"listening","port":(\d+)/.exec(output)?.[1];
    await expect
      .poll(() => portIn() ?? (child.exitCode === null ? undefined : output), { timeout: 30_000 })
      .toMatch(/^\d+$/);
    return {
      output: () => output,
      port: Number(portIn()),
      terminate: async () => {
        const ended = once(child, 'close');
        child.kill('SIGTERM');
        await ended;
        return child.exitCode;
      },
    };
  }

  function ask(app: App, path: string, ca: string | undefined = authority()): Promise<{ status?: number; body: string }> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', servername: 'localhost', port: app.port, path, agent: false as const };
      const request = get({ ...options, ...(ca === '' ? {} : { ca }) });
      request.once('error', reject);
      request.once('response', (response) => {
        text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
      });
    });
  }

  async function askJson(app: App, path: string): Promise<{ status: number | undefined; body: unknown }> {
    const { status, body } = await ask(app, path);
    return { status, body: JSON.parse(body) as unknown };
  }

  function authority(): string {
    return readFileSync(join(folderOf('backend'), '.local', 'ca.pem'), 'utf8');
  }
});

/** The console blocks of a README, each as the commands in it. */
function blocksOf(name: AppName): (readonly Block[])[] {
  const path = join(ROOT, 'docs', 'examples', name, 'README.md');
  const found = readFileSync(path, 'utf8').matchAll(/^```console.*\n([^]*?)^```$/gm);
  return Array.from(found, ([, script = '']) => parseScript(script, path).blocks);
}

function portless(line: string): string {
  return line.replace(/"port":\d+/, '"port":PORT');
}

function checkContainers(folder: string, name: AppName): void {}
