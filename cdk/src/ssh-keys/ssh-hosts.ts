import { Stack } from 'aws-cdk-lib';
import { type IManagedPolicy, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnAssociation, type CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { commandDocument } from '../lambda/command-document.ts';
import type { HostGroup } from './host-groups.ts';
import { hostStatements } from './host-statements.ts';
import { timerMinutes } from './timer-minutes.ts';
import { type SentBy, SshKeySendRole } from './ssh-key-send-role.ts';

export interface SshHostsProps {
  /** Of the document; begins the names of associations. */
  readonly name: string;
  /** That the hosts fetch their manifests from; it need not be there yet. */
  readonly bucketName: string;
  /** Of the bucket. */
  readonly bucketRegion: string;
  /** How often hosts look for their manifest, in minutes; default 5. */
  readonly every?: number | undefined;
  /** Groups of hosts in this account and region. */
  readonly groups: readonly SshHostGroup[];
  /** By which the Lambda sends to the hosts; default none: it is in this account. */
  readonly sender?: (SentBy & { readonly roleName: string }) | undefined;
}

/** A group of hosts, and the policy that they are given. */
export interface SshHostGroup extends Pick<HostGroup, 'name' | 'tags'> {
  /** Of the managed policy; unique in the account. */
  readonly policyName: string;
}

/** How often hosts are given the host part anew, where it has changed or is gone. New hosts get it at once. */
const OFTEN = 'rate(1 day)';

/**
 * What an account needs for its hosts to have users of IAM: the document with the host part, which every host with the tags of a group
 * is given, and policies for their instance profiles. The hosts need the SSM agent and its rights, too.
 */
export class SshHosts extends Construct {
  readonly document: CfnDocument;
  /** By group of hosts: for instance profiles. */
  readonly policies: Readonly<Record<string, IManagedPolicy>>;

  constructor(scope: Construct, id: string, props: SshHostsProps) {
    super(scope, id);
    const { name, bucketName, groups, sender } = props;
    const { partition } = Stack.of(this);
    this.document = commandDocument(this, 'Document', { name, bundle: 'ssh-key-sync' });
    this.policies = Object.fromEntries(
      groups.map(({ name: hostGroup, policyName }) => [
        hostGroup,
        new ManagedPolicy(this, `Policy-${hostGroup}`, {
          managedPolicyName: policyName,
          description: `What hosts of ${hostGroup} need for their users: the manifest of their group, and a report of their own`,
          statements: hostStatements({ partition, bucketName, hostGroup }),
        }),
      ]),
    );
    for (const group of groups) this.#associate(group, props);
    if (sender === undefined) return;
    const { roleName, ...sentBy } = sender;
    new SshKeySendRole(this, 'Sender', { roleName, sentBy, documentName: name, groups });
  }

  #associate(
    { name: group, tags }: SshHostGroup,
    { name, bucketName, bucketRegion, every = timerMinutes() }: SshHostsProps,
  ): void {
    const association = new CfnAssociation(this, `Association-${group}`, {
      associationName: `${name}-${group}`,
      name,
      targets: Object.entries(tags).map(([tag, values]) => ({ key: `tag:${tag}`, values: [values].flat() })),
      scheduleExpression: OFTEN,
      // One host that fails must not keep the others from it.
      maxConcurrency: '100%',
      maxErrors: '100%',
      parameters: {
        Bucket: [bucketName],
        Region: [bucketRegion],
        Group: [group],
        // Whatever is there.
        Version: ['0'],
        Sha256: [''],
        Every: [String(every)],
      },
    });
    association.node.addDependency(this.document);
  }
}
