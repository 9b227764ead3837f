import type { Logger } from '@kmscrypt/lambda';
import { createDirectory } from './aws/iam.ts';
import { createParameterTree } from './aws/parameters.ts';
import type { SyncConfig } from './config.ts';
import { OWN } from './config/fields.ts';
import type { Directory } from './ports.ts';
import type { Setup } from './run.ts';

export interface SourcesOptions {
  readonly config: SyncConfig;
  /** The Lambda's own. */
  readonly region: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Where users and keys are read, each source at the config's pace; and how many calls that has taken. */
export function openSources({
  config,
  region,
  logger,
}: SourcesOptions): Pick<Setup, 'directories' | 'parameters' | 'accounts' | 'calls'> {
  let calls = 0;
  const { callsPerSecond: perSecond } = config;
  const paced = {
    perSecond,
    onCall: () => {
      calls += 1;
    },
  };
  const others = Object.entries(config.sources).map(([name, { role: roleArn, externalId }]) => ({
    name,
    account: roleArn.split(':')[4] ?? '',
    directory: createDirectory({ ...paced, region, access: { roleArn, externalId } }),
  }));
  const directories: Readonly<Record<string, Directory>> = {
    [OWN]: createDirectory({ ...paced, region }),
    ...Object.fromEntries(others.map(({ name, directory }) => [name, directory])),
  };
  const { parameters: path } = config;
  return {
    directories,
    parameters: path === undefined ? undefined : createParameterTree({ perSecond, region, path, logger }),
    accounts: Object.fromEntries(others.map(({ name, account }) => [account, name])),
    calls: () => calls,
  };
}
