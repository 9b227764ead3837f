import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AccountPlace } from './account-place.ts';

/**
 * People: users, their credentials, and which groups they are in. No policies and no roles: those are deployed. Whoever has it can
 * still join any group, so the group of this level is as strong as the strongest.
 */
export function iamAdminStatements({ partition, account }: AccountPlace): readonly PolicyStatement[] {
  const iam = `arn:${partition}:iam::${account}`;
  return [
    new PolicyStatement({
      sid: 'Look',
      actions: [
        'iam:GenerateCredentialReport',
        'iam:GetAccountPasswordPolicy',
        'iam:GetAccountSummary',
        'iam:GetCredentialReport',
        'iam:ListGroups',
        'iam:ListUsers',
        'iam:ListVirtualMFADevices',
      ],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'Users',
      actions: [
        'iam:CreateLoginProfile',
        'iam:CreateUser',
        'iam:DeactivateMFADevice',
        'iam:DeleteAccessKey',
        'iam:DeleteLoginProfile',
        'iam:DeleteSSHPublicKey',
        'iam:DeleteUser',
        'iam:GetAccessKeyLastUsed',
        'iam:GetLoginProfile',
        'iam:GetUser',
        'iam:ListAccessKeys',
        'iam:ListAttachedUserPolicies',
        'iam:ListGroupsForUser',
        'iam:ListMFADevices',
        'iam:ListSSHPublicKeys',
        'iam:ListUserPolicies',
        'iam:ListUserTags',
        'iam:TagUser',
        'iam:UntagUser',
        'iam:UpdateAccessKey',
        'iam:UpdateLoginProfile',
        'iam:UpdateSSHPublicKey',
        'iam:UpdateUser',
      ],
      resources: [`${iam}:user/*`],
    }),
    new PolicyStatement({
      sid: 'Membership',
      actions: [
        'iam:AddUserToGroup',
        'iam:GetGroup',
        'iam:ListAttachedGroupPolicies',
        'iam:ListGroupPolicies',
        'iam:RemoveUserFromGroup',
      ],
      resources: [`${iam}:group/*`],
    }),
    new PolicyStatement({
      sid: 'LostDevices',
      actions: ['iam:DeleteVirtualMFADevice'],
      resources: [`${iam}:mfa/*`],
    }),
  ];
}
