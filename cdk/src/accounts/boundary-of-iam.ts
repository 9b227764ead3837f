import { exceptFor, type Denial } from './boundary-denial.ts';
import type { BoundaryOptions } from './boundary-options.ts';
import { GROUP_POLICY_PATH } from './group-policy-path.ts';

/** The boundary keeps itself, and lets nobody make what is past it. */
export function denialsOfIam(options: BoundaryOptions): readonly Denial[] {
  const { policyName, userAdministrators = [], account, partition } = options;
  const iam = `arn:${partition}:iam::${account}`;
  const boundary = `${iam}:policy/${policyName}`;
  return [
    {
      // A role without the boundary could do what its maker may not; so could one that had none and is given more rights.
      sid: 'NoRoleWithoutBoundary',
      actions: [
        'iam:AttachRolePolicy',
        'iam:CreateRole',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
      ],
      conditions: { StringNotEquals: { 'iam:PermissionsBoundary': boundary } },
    },
    {
      // Without it a role is bounded no more.
      sid: 'BoundaryOfRolesStays',
      actions: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'],
    },
    {
      // The boundary is changed by deploying it, and the groups' policies, which bind users, likewise.
      sid: 'PoliciesStay',
      actions: [
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:SetDefaultPolicyVersion',
      ],
      resources: [boundary, `${iam}:policy${GROUP_POLICY_PATH}*`],
    },
    {
      // These have no boundary: who may say who becomes them, or what they may, is past it; likewise who makes one that is named
      // as they are, since other accounts trust them by name.
      sid: 'UnboundedRolesStay',
      actions: [
        'iam:AttachRolePolicy',
        'iam:CreateRole',
        'iam:DeleteRole*',
        'iam:DetachRolePolicy',
        'iam:PutRole*',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole*',
      ],
      resources: UNBOUNDED_ROLES.map((name) => `${iam}:role/${name}`),
    },
    {
      // Users have no boundary and are in one account only, made by the few roles that administer them.
      sid: 'NoUsers',
      actions: [
        'iam:AddUserToGroup',
        'iam:CreateAccessKey',
        'iam:CreateLoginProfile',
        'iam:CreateUser',
        'iam:EnableMFADevice',
        'iam:UpdateLoginProfile',
      ],
      conditions: exceptFor(userAdministrators.map((name) => `${iam}:role/${name}`)),
    },
    {
      // Users get what groups have, and groups what is deployed: a grant past that would have no bound.
      sid: 'NoGrantsToUsers',
      actions: [
        'iam:AttachGroupPolicy',
        'iam:AttachUserPolicy',
        'iam:CreateGroup',
        'iam:PutGroupPolicy',
        'iam:PutUserPolicy',
      ],
    },
  ];
}

/** Of the CDK's bootstrap, of AWS Organizations, and those that the CDK makes, after all aspects, for Fn::GetStackOutput. */
const UNBOUNDED_ROLES = ['cdk-*', 'OrganizationAccountAccessRole', '*GetStackOutputRole*'];
