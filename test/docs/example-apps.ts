import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { runCommand } from '../support/run.ts';
import { type Block, parseScript, render, transcribe } from '../support/script.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** The ports that the READMEs show. */
const PORTS = { backend: 8443, frontend: 8444 } as const;
const MADE_BY_SETUP = /\.local|node_modules|config\/(?:development|compose)\.yaml$/;
const PATIENCE = 30_000;

export type AppName = keyof typeof PORTS;
type Env = Readonly<Record<string, string>>;

/** A started app. */
export interface App {
  readonly port: number;
  /** What it has said so far. */
  readonly output: () => string;
  /** Sends SIGTERM; answers with the exit status. */
  readonly terminate: () => Promise<number | null>;
}

/** What commands were to leave, and what they have left; equal where all is well. */
export interface Transcript {
  readonly shown: readonly string[];
  readonly left: readonly string[];
}

/** A clone of the repository, as far as the sample apps see it; `said` collects all output in it. */
export class Clone {
  readonly said: string[] = [];
  readonly #started: (() => void)[] = [];
  readonly root: string;

  /** @param root an empty folder */
  constructor(root: string) {
    this.root = root;
    for (const name of ['backend', 'frontend'] as const) {
      const source = join(ROOT, 'docs', 'examples', name);
      const filter = (path: string): boolean => !MADE_BY_SETUP.test(path.slice(source.length));
      cpSync(source, this.folderOf(name), { recursive: true, filter });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    writeFileSync(join(root, 'package.json'), '{ "private": true, "workspaces": ["docs/examples/*"] }');
  }

  folderOf(name: AppName): string {
    return join(this.root, 'docs', 'examples', name);
  }

  /** Does what the first block of the README shows, until the app is to be ended. What Docker would start stands ready. */
  async follow(name: AppName, env: Env): Promise<{ readonly app: App } & Transcript> {
    const [[entering, ...blocks] = []] = this.blocksOf(name);
    const at = blocks.findIndex(({ command }) => command === 'npm start &');
    const [starting, ...asking] = blocks.slice(at);
    const ending = asking.pop();
    if (starting === undefined) throw new Error(`the README of ${name} does not start it`);
    const before = blocks.slice(0, at).filter(({ command }) => !command.startsWith('docker '));
    const made = await this.run(before, name, { env });
    const app = await this.start(name, ['npm', 'start'], { PORT: String(await freePort()) });
    const [said = ''] = /^[^]*"listening".*\n/.exec(app.output()) ?? [];
    const stdout = said.replace(`"port":${app.port}`, `"port":${PORTS[name]}`);
    const started = transcribe(starting, { stdout, stderr: '', status: 0 });
    const asked = await this.run(asking, name, { port: app.port });
    const around = [`cd docs/examples/${name}`, 'kill %1'];
    return {
      app,
      shown: [...around, ...made.shown, render(starting, starting), ...asked.shown],
      left: [entering?.command ?? '', ending?.command ?? '', ...made.left, started, ...asked.left],
    };
  }

  /** Runs commands one after another; the last line of what they print may lack its end. */
  async run(
    blocks: readonly Block[],
    name: AppName,
    { env = {}, port }: { readonly env?: Env; readonly port?: number } = {},
  ): Promise<Transcript> {
    const left: string[] = [];
    const exports = blocks.map(({ command }) => command).filter((command) => command.startsWith('export '));
    for (const block of blocks) {
      const command =
        port === undefined ? block.command : block.command.replace(`:${PORTS[name]}`, `:${port}`);
      const outcome = await runCommand(['bash', '--norc', '-c', [...exports, command].join('\n')], {
        cwd: this.folderOf(name),
        env: { HOME: this.root, ...env },
      });
      const stdout = outcome.stdout.toString();
      // `kmscrypt get` prints the secret that it is asked for.
      if (!command.includes(' get ')) this.said.push(stdout, outcome.stderr);
      const stderr = outcome.stderr.replaceAll(/^npm (?:warn|notice).*\n/gm, '');
      left.push(
        transcribe(block, { stdout: stdout.replace(/(?<=[^\n])$/, '\n'), stderr, status: outcome.status }),
      );
    }
    return { shown: blocks.map((block) => render(block, block)), left };
  }

  /** Starts an app and waits until it listens. */
  async start(name: AppName, [command = '', ...args]: readonly string[], env: Env): Promise<App> {
    const child = spawn(command, args, {
      cwd: this.folderOf(name),
      env: { PATH: process.env['PATH'], HOME: this.root, HOST: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#started.push(() => child.kill('SIGKILL'));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        this.said.push(chunk.toString());
      });
    }
    const deadline = Date.now() + PATIENCE;
    let port: string | undefined;
    while (port === undefined) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`it does not start: ${output}`);
      await delay(20);
      port = /"listening","port":(\d+)/.exec(output)?.[1];
    }
    const terminate = async (): Promise<number | null> => {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    };
    return { port: Number(port), output: () => output, terminate };
  }

  /** Ends what still runs. */
  kill(): void {
    for (const kill of this.#started) kill();
  }

  /** The console blocks of a README, each as the commands in it. */
  blocksOf(name: AppName): (readonly Block[])[] {
    const path = join(this.folderOf(name), 'README.md');
    const found = readFileSync(path, 'utf8').matchAll(/^```console.*\n([^]*?)^```$/gm);
    return Array.from(found, ([, script = '']) => parseScript(script, path).blocks);
  }
}

/** Asks an app over TLS; `ca` is whom alone is trusted, default those whom Node trusts. */
export async function ask(
  { port }: App,
  path: string,
  ca?: string,
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  const trust = ca === undefined ? {} : { ca };
  const request = get({ host: '127.0.0.1', servername: 'localhost', port, path, agent: false, ...trust });
  const response = await new Promise<Parameters<typeof text>[0] & { statusCode?: number }>(
    (resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
    },
  );
  return { status: response.statusCode, body: await text(response) };
}
