import type { SshKeysFinding } from '../../ssh-keys/check-ssh-keys.ts';
import { syncConfig } from '../../ssh-keys/sync-config.ts';
import type { Draft } from '../draft.ts';
import { nearest } from '../nearest.ts';
import type { Finding } from '../problem.ts';
import { lambdaWords } from './lambda-words.ts';
import { cureOfSshKeys } from './ssh-keys-cures.ts';
import { isDoubtful } from './ssh-keys-stand-ins.ts';

/** Checks what the Lambda ssh-key-sync would be given; what the package adds is there already. */
export type CheckSshKeys = (config: Readonly<Record<string, unknown>>) => Promise<readonly SshKeysFinding[]>;

/** The config of the Lambda ssh-key-sync, which has a schema of its own, and where its hosts are. */
export async function checkSshKeys(draft: Draft, check: CheckSshKeys): Promise<readonly Finding[]> {
  const { sshKeys } = draft;
  if (sshKeys === undefined) return [];
  const environments = draft.environments.map(({ environment }) => environment);
  const findings = await check(syncConfig(sshKeys, { ...draft, environments }));
  return [
    ...unknownEnvironments(draft),
    ...findings
      .filter(({ path }) => !isDoubtful(path, draft))
      .map(({ path, message }): Finding => {
        const cure = cureOfSshKeys(path, message);
        const told = { ...(cure !== undefined && { cure }), ...lambdaWords(message) };
        return { code: 'SSH_KEYS_INVALID', path: ['sshKeys', ...path], ...told };
      }),
  ];
}

function unknownEnvironments({ sshKeys, environments, isStandIn }: Draft): readonly Finding[] {
  // A name that was written wrongly may be the one that is meant.
  if (environments.some(({ path }) => isStandIn([...path, 'name']))) return [];
  const known = environments.map(({ environment }) => environment.name);
  return Object.entries(sshKeys?.hosts ?? {}).flatMap(([name, { environment }]): Finding[] => {
    if (environment === undefined || known.includes(environment)) return [];
    const meant = nearest(environment, known);
    const path = ['sshKeys', 'hosts', name, 'environment'];
    const cure =
      meant === undefined
        ? `write one of ${known.join(', ')}, or leave it out for shared-services`
        : `did you mean ${meant}?`;
    return [{ code: 'SSH_KEYS_INVALID', path, message: `${environment} is no environment`, cure }];
  });
}
