import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { codeBlocks } from '../docs/code-blocks.ts';

/** The AWS CLI is welcome, but not demanded. */
const aws = spawnSync('sh', ['-c', 'command -v aws && command -v zip'], { encoding: 'utf8' }).stdout.split(
  '\n',
)[0];

/** Whether the commands of a README can be run here. */
export const canDeploy: boolean = Boolean(aws);

/** The block `sh deploy` of a Lambda's README. */
export function deployCommands(lambda: string): string {
  const found = codeBlocks('sh').find(
    ({ info, place }) => info[1] === 'deploy' && place.startsWith(`lambdas/${lambda}/`),
  );
  if (found === undefined) throw new Error(`the README of ${lambda} has no block \`sh deploy\``);
  return found.text;
}

/**
 * Runs them as they stand there, in an emulator, but for the build: that has been done.
 *
 * @param folder with `dist`, and the files that the README names.
 */
export function deploy(
  lambda: string,
  {
    folder,
    endpoint,
    account,
  }: { readonly folder: string; readonly endpoint: string; readonly account: string },
): SpawnSyncReturns<string> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  // Version 1 of the CLI does not look at AWS_ENDPOINT_URL for SQS. What it needs of its own environment stays as it is.
  const shim = `#!/bin/sh\nexec '${aws}' --endpoint-url '${endpoint}' "$@"\n`;
  writeFileSync(join(bin, 'aws'), shim, { mode: 0o755 });
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\n', { mode: 0o755 });
  return spawnSync('sh', ['-e', '-c', deployCommands(lambda)], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
    },
  });
}
