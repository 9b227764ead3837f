import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { CrossAccountRoles, type CrossAccountRolesProps } from '../../src/accounts/cross-account-roles.ts';
import { roleName, type AccessLevel } from '../../src/accounts/roles.ts';
import { isAllowed, type PlainStatement } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';

export const SECURITY = '111111111111';
export const ACCOUNT = '555555555555';
export const SECRET: string = `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:db-abc`;
export const PARAMETER: string = `arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/web/token`;
export const IMAGE = 'arn:aws:ssm:eu-central-1::parameter/aws/service/ami-amazon-linux-latest/al2023';

export interface RoleProperties {
  readonly RoleName: string;
  readonly Description: string;
  readonly MaxSessionDuration: number;
  readonly PermissionsBoundary: string;
  readonly AssumeRolePolicyDocument: unknown;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { readonly PolicyDocument: unknown }[];
}

type Props = Partial<CrossAccountRolesProps>;

const known = new Map<string, readonly RoleProperties[]>();

/** The roles of `ACCOUNT`, which people of `SECURITY` assume. */
export function rolesOf(props: Props = {}): readonly RoleProperties[] {
  const key = JSON.stringify(props);
  const roles = known.get(key) ?? synthesised(props);
  known.set(key, roles);
  return roles;
}

function synthesised(props: Props): readonly RoleProperties[] {
  const template = inStack((stack) => {
    const boundary = ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'acme-boundary');
    return new CrossAccountRoles(stack, 'Roles', { securityAccount: SECURITY, boundary, ...props });
  }, ACCOUNT);
  return propertiesOf(template, 'AWS::IAM::Role') as unknown as readonly RoleProperties[];
}

/** As wide as AWS's policies could ever come to be; PowerUserAccess leaves these out. */
const WIDEST: Readonly<Record<string, PlainStatement>> = {
  PowerUserAccess: { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
};

export function roleOf(level: AccessLevel, props: Props = {}): RoleProperties {
  const found = rolesOf(props).find((each) => each.RoleName === roleName(level));
  if (found === undefined) throw new Error(`no role ${level}`);
  return found;
}

/** All that a level's policies say, but for the boundary. */
export function identityOf(level: AccessLevel, props: Props = {}): readonly PlainStatement[] {
  const found = roleOf(level, props);
  const managed = (found.ManagedPolicyArns ?? []).map(
    (arn) => WIDEST[arn.split('/').at(-1) ?? ''] ?? { Effect: 'Allow', Action: '*', Resource: '*' },
  );
  return [...managed, ...(found.Policies ?? []).flatMap((policy) => statementsIn(policy.PolicyDocument))];
}

export interface MayOptions {
  /** ARN; default `*`. */
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly props?: Props;
}

/** Whether a level's policies allow it. */
export function may(level: AccessLevel, action: string, options: MayOptions = {}): boolean {
  const { resource = '*', context = {}, props = {} } = options;
  const principal = `arn:aws:iam::${ACCOUNT}:role/${roleName(level)}`;
  return isAllowed({ principal, action, resource, context }, { identity: identityOf(level, props) });
}
