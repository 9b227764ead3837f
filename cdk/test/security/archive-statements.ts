import { LogArchive } from '../../src/security/log-archive.ts';
import type { PlainStatement } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';

export const LOGS = '222222222222';
export const STAGE = '555555555555';
/** In no plan. */
export const STRANGER = '999999999999';
export const READER = `arn:aws:iam::${LOGS}:role/allow-logs-access-from-other-accounts`;

/** With these accounts as its sources. */
export function archive(accounts: readonly string[] = [LOGS, STAGE]): PlainTemplate {
  return inStack(
    (stack) =>
      new LogArchive(stack, 'Archive', {
        bucketName: 'acme-archive',
        balancerLogBucketName: 'acme-balancer-logs',
        keyAlias: 'alias/acme-archive',
        accounts,
        trailName: 'acme-trail',
        readers: [READER],
        days: 365,
      }),
    LOGS,
  );
}

const TEMPLATE = archive();

export const KEY_POLICY: readonly PlainStatement[] = statementsIn(
  propertiesOf(TEMPLATE, 'AWS::KMS::Key')[0]?.['KeyPolicy'],
);

/** The policy of the bucket whose logical id begins so; every ARN of a bucket is `arn:aws:s3:::bucket`. */
export function bucketPolicy(
  bucket: 'ArchiveBucket' | 'ArchiveBalancerLogs',
  template: PlainTemplate = TEMPLATE,
): readonly PlainStatement[] {
  const [, policy] = Object.entries(template.Resources).find(
    ([id, { Type }]) => Type === 'AWS::S3::BucketPolicy' && id.startsWith(`${bucket}Policy`),
  ) ?? [undefined];
  const text = JSON.stringify(policy?.Properties?.['PolicyDocument'])
    .replaceAll(/\{"Fn::GetAtt":\["\w+","Arn"\]\}/g, '"arn:aws:s3:::bucket"')
    .replaceAll('[object Object]', 'arn:aws:s3:::bucket');
  return statementsIn(JSON.parse(text));
}

/** Those that are about a service. */
export function ofService(statements: readonly PlainStatement[], service: string): readonly PlainStatement[] {
  return statements.filter(({ Principal }) => {
    const { Service: services } = (Principal ?? {}) as { readonly Service?: string | readonly string[] };
    return [services ?? []].flat().includes(`${service}.amazonaws.com`);
  });
}

/** Those that are about everybody. */
export function ofAll(statements: readonly PlainStatement[]): readonly PlainStatement[] {
  return statements.filter(({ Principal }) => JSON.stringify(Principal) === '{"AWS":"*"}');
}
