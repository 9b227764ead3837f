import type { AwsAccess } from '@kmscrypt/core/aws-client';
import { once } from '@kmscrypt/lambda';
import type { Directory } from '../ports.ts';
import { allPages, type Page } from './all-pages.ts';
import { type CallsOptions, createCalls } from './calls.ts';
import type { Iam } from './iam-client.ts';

export interface DirectoryOptions extends CallsOptions {
  /** Whose IAM: for another account with `roleArn` and `externalId`. Default the Lambda's own. */
  readonly access?: AwsAccess | undefined;
  /** Of the partition: any of its regions. */
  readonly region: string;
}

/**
 * IAM of one account through the SDK, which loads with the first call. Takes `iam:GetGroup`, `iam:GetUser`,
 * `iam:ListGroupsForUser`, `iam:ListSSHPublicKeys` and `iam:GetSSHPublicKey`.
 */
export function createDirectory({ access = {}, region, ...options }: DirectoryOptions): Directory {
  const calls = createCalls('AWS', options);
  const client = once(async () => {
    const { createIam } = await import('./iam-client.ts');
    return createIam(access, region);
  });

  const ask = <T>(
    operation: string,
    { subject, signal }: Asking,
    how: (iam: Iam) => Promise<T>,
  ): Promise<T | undefined> =>
    calls.ask({ operation: `IAM ${operation}`, subject, signal }, async () => how(await client()));

  const askAll = <Item>(
    operation: string,
    asking: Asking,
    how: (iam: Iam, from: string | undefined) => Promise<Page<Item>>,
  ): Promise<readonly Item[] | undefined> =>
    allPages(`IAM ${operation} with ${asking.subject}`, (from) =>
      ask(operation, asking, (iam) => how(iam, from)),
    );

  return {
    members: (group, signal) =>
      askAll('GetGroup', { subject: group, signal }, (iam, from) => iam.members(group, from, signal)),
    user: (name, signal) => ask('GetUser', { subject: name, signal }, (iam) => iam.user(name, signal)),
    groupsOf: (name, signal) =>
      askAll('ListGroupsForUser', { subject: name, signal }, (iam, from) => iam.groupsOf(name, from, signal)),
    keys: (name, signal) =>
      askAll('ListSSHPublicKeys', { subject: name, signal }, (iam, from) => iam.keys(name, from, signal)),
    body: (name, key, signal) =>
      ask('GetSSHPublicKey', { subject: key, signal }, (iam) => iam.body(name, key, signal)),
  };
}

interface Asking {
  readonly subject: string;
  readonly signal: AbortSignal;
}
