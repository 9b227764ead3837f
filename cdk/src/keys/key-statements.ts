import { AccountRootPrincipal, ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { roleName } from '../accounts/roles.ts';
import type { Conditions } from '../conditions.ts';
import { keyAdministration } from '../security/key-administration.ts';

export interface KeyStatementsOptions {
  /** Patterns of names of the roles that decrypt, such as `stage-*`. */
  readonly decryptors: readonly string[];
  /** Patterns of names that are not meant, although the former match them. */
  readonly except: readonly string[];
  readonly developersDecrypt: boolean;
  readonly administrators: readonly string[];
  readonly users: readonly string[];
  readonly account: string;
  readonly partition: string;
}

/** What `kmscrypt encrypt` does: a token, or a message under a data key. */
const ENCRYPT = ['kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'];
const DECRYPT = ['kms:Decrypt', 'kms:DescribeKey'];
const RE_ENCRYPT = ['kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/**
 * Who may do what with a key. The account's IAM policies say who administers it, and only that: using it takes an IAM policy AND
 * a name that stands here, so that `kms:Decrypt` on `*`, in whatever role of the account, opens nothing by itself. Principals are
 * named by a condition and not as principals: those have to be there before the key, and a role that is made anew is another one.
 */
export function keyStatements(options: KeyStatementsOptions): readonly PolicyStatement[] {
  const { decryptors, except, developersDecrypt, administrators, users, account, partition } = options;
  const role = (name: string): string => `arn:${partition}:iam::${account}:role/${name}`;
  const [full, developers] = [role(roleName('full')), role(roleName('dev'))];
  const people = [full, ...(developersDecrypt ? [developers] : [])];
  return [
    keyAdministration(),
    ...named(administrators, (principals) => keyAdministration().copy({ sid: 'Administrators', principals })),
    by('RolesDecrypt', DECRYPT, {
      ArnLike: { 'aws:PrincipalArn': decryptors.map(role) },
      ...(except.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': except.map(role) } }),
    }),
    by('PeopleEncrypt', ENCRYPT, { ArnEquals: { 'aws:PrincipalArn': [full, developers] } }),
    // Of a token to one under the same key, with another context say; to another key it would be decrypting.
    by('PeopleEncryptAnew', RE_ENCRYPT, {
      ArnEquals: { 'aws:PrincipalArn': [full, developers] },
      Bool: { 'kms:ReEncryptOnSameKey': 'true' },
    }),
    by('PeopleDecrypt', [...DECRYPT, ...RE_ENCRYPT], { ArnEquals: { 'aws:PrincipalArn': people } }),
    ...named(users, (principals) => {
      const actions = [...new Set([...DECRYPT, ...ENCRYPT, ...RE_ENCRYPT])];
      return new PolicyStatement({ sid: 'Users', actions, principals, resources: ['*'] });
    }),
  ];
}

/** Of a key policy, `*` is the key. */
function by(sid: string, actions: readonly string[], conditions: Conditions): PolicyStatement {
  const principals = [new AccountRootPrincipal()];
  return new PolicyStatement({ sid, actions: [...actions], principals, resources: ['*'], conditions });
}

function named(
  arns: readonly string[],
  statement: (principals: ArnPrincipal[]) => PolicyStatement,
): readonly PolicyStatement[] {
  return arns.length === 0 ? [] : [statement(arns.map((arn) => new ArnPrincipal(arn)))];
}
