import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { namesOf } from '../../../cdk/src/names.ts';
import { placeOf } from './accounts.ts';
import type { Deployment } from './deployment.ts';
import { logOf } from './function-log.ts';

/** What the hosts of a group fetch. */
export interface DeployedManifest {
  readonly text: string;
  readonly version: number;
  /** Of the whole text. */
  readonly sha256: string;
  /** By login name: the lines of a user, as they stand. */
  readonly users: ReadonlyMap<string, string>;
}

/** In milliseconds, from a change in IAM to the manifest. */
const PATIENCE = 30_000;

/** The manifest of a group; undefined where there is none yet. */
export async function deployedManifest(
  { clients, config }: Deployment,
  hostGroup: string,
): Promise<DeployedManifest | undefined> {
  const { s3 } = clients(placeOf(config, 'security'));
  const Key = `manifests/${hostGroup}/current`;
  const found = await s3
    .send(new GetObjectCommand({ Bucket: namesOf(config).sshKeysBucket, Key }))
    .catch((error: unknown) => {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    });
  return found === undefined ? undefined : parsed((await found.Body?.transformToString()) ?? '');
}

/**
 * Waits for a manifest of a group that is as it should be.
 *
 * @throws with the log of the Lambda where none is in time
 */
export async function manifestWhere(
  deployment: Deployment,
  hostGroup: string,
  isWanted: (users: DeployedManifest['users']) => boolean,
): Promise<DeployedManifest> {
  let found: DeployedManifest | undefined;
  for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(200)) {
    found = await deployedManifest(deployment, hostGroup);
    if (found !== undefined && isWanted(found.users)) return found;
  }
  const security = deployment.clients(placeOf(deployment.config, 'security'));
  const log = await logOf(security, namesOf(deployment.config).sshKeys);
  throw new Error(`the manifest of ${hostGroup} is not as it should be:\n${found?.text ?? 'none'}\n${log}`);
}

function parsed(text: string): DeployedManifest {
  const blocks = text.split(/^(?=user |sha256 )/m).filter((block) => block.startsWith('user '));
  return {
    text,
    version: Number(/^version (\d+)$/m.exec(text)?.[1]),
    sha256: createHash('sha256').update(text).digest('hex'),
    users: new Map(blocks.map((block) => [block.split(' ')[1] ?? '', block])),
  };
}
