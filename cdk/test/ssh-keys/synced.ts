import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { SshKeySync, type SshKeySyncProps } from '../../src/ssh-keys/ssh-key-sync.ts';
import { emptyStack } from '../edge/static-stack-of.ts';
import { plain } from '../support/policies-in.ts';
import type { PlainTemplate } from '../support/synth.ts';

/** Of the stack. */
export const PLACE = { account: '555555555555', region: 'eu-central-1' };
export const NAME = 'acme-ssh-keys';
export const BUCKET: string = `acme-ssh-keys-${PLACE.account}`;
export const TOPIC: string = `arn:aws:sns:${PLACE.region}:${PLACE.account}:acme-alarms`;
export const OPERATOR: string = `arn:aws:iam::${PLACE.account}:role/allow-full-access-from-other-accounts`;

/** As it is written for hosts in the Lambda's own account. */
export const CONFIG: SshKeySyncProps['config'] = {
  bucket: BUCKET,
  hosts: { stage: { tags: { 'ssh-hosts': 'stage' }, login: ['ssh-users'], document: NAME } },
};

export function stackWithSync(props: Partial<SshKeySyncProps> = {}): Stack {
  const stack = emptyStack();
  new SshKeySync(stack, 'Sync', {
    name: NAME,
    config: CONFIG,
    readers: [{ account: PLACE.account, hostGroups: ['stage'] }],
    operatorArns: [OPERATOR],
    servicesKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    alarmTopicArn: TOPIC,
    ...props,
  });
  return stack;
}

/** Its template, in plain text. */
export function synced(props?: Partial<SshKeySyncProps>): PlainTemplate {
  return plain(Template.fromStack(stackWithSync(props)).toJSON() as unknown as PlainTemplate);
}
