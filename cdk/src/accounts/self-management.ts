import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AccountPlace } from './account-place.ts';

export interface SelfManagementOptions extends AccountPlace {
  /** The region and path of the tree of SSM parameters that ssh-key-sync reads keys from; default there is none. */
  readonly sshKeyTree?: { readonly region: string; readonly path: string } | undefined;
}

/**
 * What users do to themselves. Without MFA: sign in for the first time and set the first device up; all else with it. A device
 * set up without MFA has the user's own name, which can be taken once: with a stolen access key, and a device there, no second
 * one can be added, by which MFA would be had. Security keys and more devices therefore come after the first.
 */
export function selfManagementStatements({
  partition,
  account,
  sshKeyTree,
}: SelfManagementOptions): readonly PolicyStatement[] {
  const user = `arn:${partition}:iam::${account}:user/\${aws:username}`;
  const device = `arn:${partition}:iam::${account}:mfa/\${aws:username}`;
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  return [
    new PolicyStatement({
      sid: 'Look',
      // What the console's page needs before it shows anything; neither can be limited.
      actions: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'FirstSignIn',
      // The password that came with the user has to be changed before anything else; the call asks for the old one.
      actions: ['iam:ChangePassword', 'iam:GetUser', 'iam:ListMFADevices'],
      resources: [user],
    }),
    new PolicyStatement({ sid: 'FirstDevice', actions: ['iam:CreateVirtualMFADevice'], resources: [device] }),
    new PolicyStatement({
      sid: 'EnableFirstDevice',
      actions: ['iam:EnableMFADevice'],
      resources: [user],
      conditions: { Null: { 'iam:RegisterSecurityKey': 'true' } },
    }),
    new PolicyStatement({
      sid: 'Devices',
      actions: ['iam:DeactivateMFADevice', 'iam:EnableMFADevice', 'iam:ResyncMFADevice'],
      resources: [user],
      conditions: mfa,
    }),
    new PolicyStatement({
      sid: 'RemoveDevice',
      actions: ['iam:DeleteVirtualMFADevice'],
      resources: [device],
      conditions: mfa,
    }),
    new PolicyStatement({
      sid: 'KeysOfOneself',
      actions: [
        'iam:CreateAccessKey',
        'iam:DeleteAccessKey',
        'iam:DeleteSSHPublicKey',
        'iam:GetAccessKeyLastUsed',
        'iam:GetLoginProfile',
        'iam:GetSSHPublicKey',
        'iam:ListAccessKeys',
        'iam:ListGroupsForUser',
        'iam:ListSSHPublicKeys',
        'iam:UpdateAccessKey',
        'iam:UpdateSSHPublicKey',
        'iam:UploadSSHPublicKey',
      ],
      resources: [user],
      conditions: mfa,
    }),
    ...(sshKeyTree === undefined
      ? []
      : [
          new PolicyStatement({
            sid: 'SshKeysOfOneself',
            actions: [
              'ssm:DeleteParameter',
              'ssm:GetParameter',
              'ssm:GetParametersByPath',
              'ssm:PutParameter',
            ],
            // By the id, which no namesake gets.
            resources: ['', '/*'].map(
              (below) =>
                `arn:${partition}:ssm:${sshKeyTree.region}:${account}:parameter${sshKeyTree.path}/\${aws:userid}${below}`,
            ),
            conditions: mfa,
          }),
        ]),
  ];
}
