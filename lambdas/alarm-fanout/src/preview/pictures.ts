import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { LambdaError } from '@kmscrypt/lambda';
import { type Devtools, devtoolsOver } from './devtools.ts';
import { fieldsOf } from './json.ts';
import { smaller } from './png/smaller.ts';

export interface PicturesOptions {
  /** Of Chromium. */
  readonly command: string;
  /** For each page, in milliseconds; default 30,000. */
  readonly timeLimit?: number | undefined;
  /** Pixels of a picture for one of the page; default 1. */
  readonly scale?: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const TIME_LIMIT = 30_000;
/** Nothing is asked of the network, and nothing is kept. */
const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  // Pictures look the same on every screen, and are smaller.
  '--disable-lcd-text',
  '--remote-debugging-pipe',
];
const VIEWPORT = { width: 900, height: 700, mobile: false };
/** Of what is to be seen: where it is, once its fonts are there. */
const MEASURE = `document.fonts.ready.then(() => {
  const { x, y, width, height } = document.querySelector('.picture').getBoundingClientRect();
  return { x, y, width, height };
})`;

/**
 * Makes PNGs of pages, in one run of Chromium.
 *
 * @param pages paths of files
 * @throws LambdaError `OUTPUT_FAILED`
 */
export async function picturesOf(
  pages: readonly string[],
  { command, timeLimit = TIME_LIMIT, scale = 1, env }: PicturesOptions,
): Promise<readonly Buffer[]> {
  const profile = await mkdtemp(join(tmpdir(), 'kmscrypt-preview-'));
  // Chromium's sandbox needs a user that is not root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(command, [...FLAGS, ...sandbox, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: withoutOurs(env),
  });
  const ended = once(child, 'close').catch(() => {});
  const [, , , to, from] = child.stdio;
  try {
    if (!(to instanceof Writable) || !(from instanceof Readable)) throw new Error('it has no pipes');
    const devtools = devtoolsOver({ to, from });
    const made: Buffer[] = [];
    for (const page of pages) made.push(await within(timeLimit, pictureOf(page, devtools, scale)));
    // It has processes of its own, which end with it only when it is asked to.
    devtools.call('Browser.close').catch(() => {});
    await within(timeLimit, ended).catch(() => {});
    return made;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LambdaError('OUTPUT_FAILED', `${command} made no picture: ${reason}`, { cause });
  } finally {
    child.kill('SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function pictureOf(page: string, { call, next }: Devtools, scale: number): Promise<Buffer> {
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const session = String(sessionId);
  await call('Page.enable', {}, session);
  await call('Emulation.setDeviceMetricsOverride', { ...VIEWPORT, deviceScaleFactor: scale }, session);
  const loaded = next('Page.loadEventFired', session);
  // Where navigating fails, nobody waits for it.
  loaded.catch(() => {});
  await call('Page.navigate', { url: pathToFileURL(resolve(page)).href }, session);
  await loaded;
  const measured = await call(
    'Runtime.evaluate',
    { expression: MEASURE, awaitPromise: true, returnByValue: true },
    session,
  );
  const place = fieldsOf(fieldsOf(measured['result'])['value']);
  if (place['width'] === undefined) throw new Error(`${page} has nothing to be pictured`);
  const clip = { ...place, scale: 1 };
  const options = { format: 'png', captureBeyondViewport: true, clip };
  const { data } = await call('Page.captureScreenshot', options, session);
  await call('Target.closeTarget', { targetId });
  return smaller(Buffer.from(String(data), 'base64'));
}

/** Without credentials and configs. */
function withoutOurs(env: PicturesOptions['env']): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:AWS|KMSCRYPT)_/u.test(name)));
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it took more than ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
