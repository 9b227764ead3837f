import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { awsEnv } from '../support/kms-at.ts';
import { lacking } from '../support/lacking.ts';
import { findPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { findRedis } from '../support/redis/find.ts';
import { type Redis, startRedis } from '../support/redis/start.ts';
import { runCommand } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { type App, ask as askApp, Clone } from './example-apps.ts';

// The sample apps in a copy of their folders, as their READMEs say, with a PostgreSQL and a Redis of the test's own.

const endpoint = inject('endpoint');
const postgresBin = findPostgres() ?? '';
const found = findRedis();
const redisCommand = 'command' in found ? found.command : '';
const CANARIES = ['canary-of-the-database-8f2c', 'canary-of-the-cache-71ab'] as const;

/** As `lacking` does it, for servers. */
function lackingServers(): boolean {
  const reasons = [
    ...(postgresBin === '' ? ['there is no PostgreSQL on PATH or in /usr/lib/postgresql'] : []),
    ...('reason' in found ? [found.reason] : []),
  ];
  if (reasons.length === 0) return false;
  const message = `${reasons.join(', ')}: the sample apps are not tested`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`*** ${message} ***\n`);
  return true;
}

const isLacking = lacking('npm', 'curl', 'openssl', 'bash') || lackingServers();

describe.skipIf(isLacking)('the sample apps', () => {
  const folders = [makeFolder(), makeFolder()] as const;
  const clone = new Clone(folders[0]);
  let postgres: Postgres;
  let redis: Redis;
  let urls: { readonly DB_URL: string; readonly CACHE_URL: string };
  let backend: App;
  let frontend: App;

  beforeAll(async () => {
    postgres = await startPostgres(postgresBin, folders[1], CANARIES[0]);
    redis = await startRedis(redisCommand, CANARIES[1]);
    urls = {
      DB_URL: `postgres://app:${CANARIES[0]}@127.0.0.1:${postgres.port}/app`,
      CACHE_URL: `redis://:${CANARIES[1]}@127.0.0.1:${redis.port}`,
    };
  });

  afterAll(async () => {
    clone.kill();
    await redis?.stop();
    await postgres?.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const authority = (): string => readFileSync(join(clone.folderOf('backend'), '.local', 'ca.pem'), 'utf8');
  const ask = (app: App, path: string): ReturnType<typeof askApp> => askApp(app, path, authority());
  const health = (body: Readonly<Record<string, string>>, status = 200): object => ({
    status,
    body: `${JSON.stringify(body)}\n`,
  });
  const page = (word: string, status = 200): object => ({
    status,
    body: expect.stringContaining(`<td>${word}</td>`) as string,
  });

  it('the backend starts as its README says', async () => {
    const { app, left, shown } = await clone.follow('backend', urls);
    expect(left).toEqual(shown);
    backend = app;
    const { body } = await ask(backend, '/');
    expect(JSON.parse(body)).toMatchObject({ service: 'backend', cached: true });
    expect(await ask(backend, '/other')).toMatchObject({ status: 404 });
  });

  it('the frontend starts as its README says', async () => {
    const env = { BACKEND_URL: `https://localhost:${backend.port}` };
    const { app, left, shown } = await clone.follow('frontend', env);
    expect(left).toEqual(shown);
    frontend = app;
  });

  it('neither is trusted without the development authority', async () => {
    for (const app of [backend, frontend]) {
      await expect(askApp(app, '/health')).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    }
  });

  it('the cache is down: degraded, and both pages stay', async () => {
    await redis.stop();
    expect(await ask(backend, '/health')).toEqual(
      health({ status: 'degraded', database: 'ok', cache: 'down' }),
    );
    expect(await ask(backend, '/')).toMatchObject({ status: 200 });
    expect(await ask(frontend, '/')).toMatchObject(page('degraded'));
  });

  it('the database is down: 503, and the frontend says so and stays up', async () => {
    await postgres.stop();
    expect(await ask(backend, '/health')).toEqual(
      health({ status: 'unavailable', database: 'down', cache: 'down' }, 503),
    );
    expect(await ask(backend, '/')).toEqual(health({ error: 'unavailable' }, 503));
    expect(await ask(frontend, '/')).toMatchObject(page('unavailable', 503));
    expect(await ask(frontend, '/health')).toEqual(health({ status: 'ok', backend: 'unavailable' }));
  });

  it('both are there again: ok, without a restart', async () => {
    await postgres.start();
    await redis.start();
    const well = health({ status: 'ok', database: 'ok', cache: 'ok' });
    await expect.poll(() => ask(backend, '/health'), { timeout: 20_000 }).toEqual(well);
  });

  it('SIGTERM ends the backend with 0; to the frontend it is unreachable then', async () => {
    expect(await backend.terminate(), backend.output()).toBe(0);
    expect(await ask(frontend, '/')).toMatchObject(page('unreachable', 503));
  });

  it('SIGTERM ends the frontend with 0', async () => {
    expect(await frontend.terminate(), frontend.output()).toBe(0);
  });

  it('the other commands of the README', async () => {
    for (const blocks of clone.blocksOf('backend').slice(1)) {
      const { left, shown } = await clone.run(blocks, 'backend');
      expect(left).toEqual(shown);
    }
  });

  const config = (stage: string): string =>
    readFileSync(join(clone.folderOf('backend'), 'config', `${stage}.yaml`), 'utf8');

  it.for([
    ['plaintext', 'SECRET_IN_PLAINTEXT', () => urls.DB_URL],
    ['the local key', 'LOCAL_KEY_REFUSED', () => /kmscrypt::\S+/.exec(config('development'))?.[0] ?? ''],
  ] as const)('production refuses %s', async ([, code, value]) => {
    const env = { APP_STAGE: 'production', KMSCRYPT_REFUSE_LOCAL: '1', DB_URL: value(), CACHE_URL: value() };
    const outcome = await runCommand([process.execPath, 'src/main.ts'], {
      cwd: clone.folderOf('backend'),
      env: { ...env, ...awsEnv('http://127.0.0.1:9') },
    });
    clone.said.push(outcome.stdout.toString(), outcome.stderr);
    expect(outcome).toMatchObject({ status: 1, stderr: '' });
    const { codes } = JSON.parse(outcome.stdout.toString()) as { codes: string[] };
    // The others are the references, which nobody answers.
    expect(codes).toEqual([code, code, 'NETWORK', 'NETWORK']);
  });

  it.skipIf(endpoint === '')('production reads its secrets from AWS', async () => {
    const cwd = clone.folderOf('backend');
    const env = { HOME: folders[0], KMSCRYPT_LOCAL_KEY_FILE: '.local/local.key' };
    const get = async (path: string): Promise<string> => {
      const command = ['npx', 'kmscrypt', 'get', 'config/development.yaml', path];
      return (await runCommand(command, { cwd, env })).stdout.toString();
    };
    const secret = {
      dbUrl: await get('db.url'),
      cacheUrl: await get('cache.url'),
      tlsKey: await get('tls.key'),
    };
    const client = {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    await new SecretsManagerClient(client).send(
      new CreateSecretCommand({ Name: 'backend/production', SecretString: JSON.stringify(secret) }),
    );
    await new SSMClient(client).send(
      new PutParameterCommand({
        Name: '/backend/production/tls/certificate',
        Type: 'String',
        Value: await get('tls.certificate'),
      }),
    );
    const app = await clone.start('backend', [process.execPath, 'src/main.ts'], {
      ...awsEnv(endpoint),
      APP_STAGE: 'production',
      KMSCRYPT_REFUSE_LOCAL: '1',
      PORT: '0',
    });
    const well = health({ status: 'ok', database: 'ok', cache: 'ok' });
    await expect.poll(() => ask(app, '/health'), { timeout: 20_000 }).toEqual(well);
    expect(await app.terminate(), app.output()).toBe(0);
  });

  it('no password is in any output or config', () => {
    const all = [...clone.said, config('development'), config('compose')].join('\n');
    expect(all).toContain('listening');
    for (const canary of CANARIES) {
      expect(all).not.toContain(canary);
      expect(all).not.toContain(Buffer.from(canary).toString('base64').slice(0, -4));
    }
  });
});
