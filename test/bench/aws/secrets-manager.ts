import { valueAt } from '../names.ts';
import type { Operation } from './operation.ts';

/** What BatchGetSecretValue takes at most (API reference). */
const MOST = 20;

export const SECRETS_MANAGER: Readonly<Record<string, Operation>> = {
  GetSecretValue: ({ SecretId = '' }) => secretAt(SecretId),
  BatchGetSecretValue: ({ SecretIdList = [] }) => {
    if (SecretIdList.length > MOST) throw new Error(`${SecretIdList.length} secrets are more than ${MOST}`);
    return { SecretValues: SecretIdList.map(secretAt), Errors: [] };
  },
};

function secretAt(name: string): unknown {
  return {
    ARN: `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}-AbCdEf`,
    Name: name,
    VersionId: '5048fd3f-79d6-4a1c-8f2b-6b1d5a0c1e2f',
    SecretString: valueAt(name),
    VersionStages: ['AWSCURRENT'],
    CreatedDate: 1_760_000_000,
  };
}
