import type { FoundCredentials } from '@kmscrypt/core/aws-caller';
import type { AwsSettings } from '../settings/choose.ts';
import type { Surroundings } from '../table/command.ts';

/** The SDK's names of where credentials come from, likeliest to tell a user something first. */
const SOURCES: readonly (readonly [name: string, words: string])[] = [
  ['SSO', 'SSO'],
  ['LOGIN', 'aws login'],
  ['PROCESS', 'credential_process'],
  ['WEB_ID', 'a web identity'],
  ['IMDS', 'the EC2 instance'],
  ['HTTP', 'the container'],
  ['ASSUME_ROLE', 'an assumed role'],
  ['PROFILE', 'the shared files'],
  ['ENV_VARS', 'the environment'],
];

/** Tells whose credentials were found, by as much of the key's id as does not matter. */
export function credentialsInWords(
  { accessKeyId, sources }: FoundCredentials,
  { profile, roleArn }: Pick<AwsSettings, 'profile' | 'roleArn'>,
  env: Surroundings['env'],
): string {
  const source = SOURCES.find(([name]) => sources.some((each) => each.includes(name)))?.[1];
  const isStatic = profile === undefined && Boolean(env['AWS_ACCESS_KEY_ID']);
  const named = profile ?? (isStatic ? undefined : env['AWS_PROFILE']);
  const parts = [
    isStatic ? 'AWS_ACCESS_KEY_ID' : source,
    named && `profile ${named}`,
    roleArn && `role ${roleArn}`,
  ];
  const told = parts.filter((part) => part !== undefined && part !== '');
  return [shortened(accessKeyId), ...(told.length === 0 ? [] : [`(${told.join(', ')})`])].join(' ');
}

function shortened(id: string): string {
  return id.length > 8 ? `${id.slice(0, 4)}...${id.slice(-4)}` : `${id.slice(0, 2)}...`;
}
