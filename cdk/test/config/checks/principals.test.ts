import { accepted, refused } from '../rows.ts';

const role = (account: string, name = 'deploy'): string => `arn:aws:iam::${account}:role/${name}`;
const USERS = 'environments[0].key.users';
const ADMINISTRATORS = 'environments[0].key.administrators';

refused([
  ['no ARN', { [USERS]: ['deploy'] }, 'VALUE_INVALID', `${USERS}[0]`],
  ['everybody', { [USERS]: ['*'] }, 'VALUE_INVALID', `${USERS}[0]`],
  ['a whole account', { [USERS]: ['arn:aws:iam::555555555555:root'] }, 'PRINCIPAL_INVALID', `${USERS}[0]`],
  [
    'a session of a role',
    { [USERS]: ['arn:aws:sts::555555555555:assumed-role/deploy/me'] },
    'PRINCIPAL_INVALID',
    `${USERS}[0]`,
  ],
  [
    'a group',
    { [USERS]: ['arn:aws:iam::555555555555:group/developers'] },
    'PRINCIPAL_INVALID',
    `${USERS}[0]`,
  ],
  ['roles by a pattern', { [USERS]: [role('555555555555', '*')] }, 'PRINCIPAL_INVALID', `${USERS}[0]`],
  ['a role of prod for stage', { [USERS]: [role('666666666666')] }, 'PRINCIPAL_FOREIGN', `${USERS}[0]`],
  [
    'an administrator of prod for stage',
    { [ADMINISTRATORS]: [role('666666666666')] },
    'PRINCIPAL_FOREIGN',
    `${ADMINISTRATORS}[0]`,
  ],
  ['twice', { [USERS]: [role('555555555555'), role('555555555555')] }, 'PRINCIPAL_TWICE', `${USERS}[1]`],
  [
    'the same as administrator and user',
    { [USERS]: [role('555555555555')], [ADMINISTRATORS]: [role('555555555555')] },
    'PRINCIPAL_TWICE',
    `${USERS}[0]`,
  ],
  [
    'a bucket for the key that is shared',
    { 'management.key.users': ['arn:aws:s3:::acme'] },
    'PRINCIPAL_INVALID',
    'management.key.users[0]',
  ],
]);

accepted([
  ['a role of the environment', { [USERS]: [role('555555555555')] }],
  ['a role of shared-services', { [USERS]: [role('333333333333')] }],
  ['a role of an account that is not in the config', { [USERS]: [role('123456789012')] }],
  [
    'a role with a path, and a user',
    { [ADMINISTRATORS]: [role('555555555555', 'ops/admin'), 'arn:aws:iam::111111111111:user/ann'] },
  ],
  [
    'roles of environments for what is shared',
    { 'management.key.users': [role('555555555555'), role('666666666666')] },
  ],
]);
