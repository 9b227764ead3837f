import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Endpoint, startEndpoint } from './endpoint-process.ts';

const WORKSPACE = join(import.meta.dirname, '..', '..');
const CLI = join(WORKSPACE, 'packages', 'cli');

export type Env = Readonly<Record<string, string>>;

/** Where everything of one bench runs. */
export interface Stage {
  /** Holds all inputs, caches and homes; removed at the end. */
  readonly folder: string;
  readonly endpoint: Endpoint;
  /** The whole environment of every process that is measured: nothing of the caller's own but PATH. */
  readonly env: Env;
  /** The beginnings of command lines. */
  readonly kmscrypt: { readonly node: readonly string[]; readonly standalone: readonly string[] };
  /** Fewer runs. */
  readonly quick: boolean;
}

/** The Node that is measured: the one that runs the bench. */
export const NODE: string = process.execPath;
/** Where what takes long to make is kept from one bench to the next. */
export const CACHE: string = join(WORKSPACE, '.cache');

export async function setStage(quick: boolean): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-bench-'));
  const endpoint = await startEndpoint();
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'synthetic',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return { folder, endpoint, env, kmscrypt: copyKmscrypt(folder), quick };
}

/** Takes what is built now: a build meanwhile would remove it under the processes that are measured. */
function copyKmscrypt(folder: string): Stage['kmscrypt'] {
  const copy = join(folder, 'kmscrypt');
  for (const path of ['package.json', 'bin', 'dist']) {
    const filter = (source: string): boolean => !basename(source).startsWith('kmscrypt-');
    cpSync(join(CLI, path), join(copy, path), { recursive: true, filter });
  }
  return {
    node: [NODE, join(copy, 'bin', 'kmscrypt.js')],
    standalone: [join(copy, 'dist', 'standalone', 'kmscrypt')],
  };
}

export function strike({ folder, endpoint }: Stage): void {
  endpoint.stop();
  rmSync(folder, { recursive: true, force: true });
}
