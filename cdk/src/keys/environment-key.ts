import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keyStatements } from './key-statements.ts';

export interface EnvironmentKeyProps {
  /** With `alias/`, such as `alias/cmk-stage`: what `kmscrypt --key-id` takes. */
  readonly alias: string;
  /** What the console shows for it. */
  readonly description: string;
  /** Patterns of names of this account's roles that decrypt, such as `stage-*`. */
  readonly decryptors: readonly string[];
  /** Patterns of names that are not meant, although `decryptors` match them, such as `stage-eu-*`; default none. */
  readonly except?: readonly string[] | undefined;
  /** Whether `allow-dev-access-from-other-accounts` decrypts, too; it always encrypts. Default no. */
  readonly developersDecrypt?: boolean | undefined;
  /** ARNs of further principals that administer the key; default none. */
  readonly administrators?: readonly string[] | undefined;
  /** ARNs of further principals that encrypt and decrypt; default none. */
  readonly users?: readonly string[] | undefined;
  /** Whether the key goes with its stack, 30 days later; default no: it is kept. */
  readonly disposable?: boolean | undefined;
}

/** A CMK with its alias, whose administrators and users are apart. It rotates each year. */
export class EnvironmentKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: EnvironmentKeyProps) {
    super(scope, id);
    const { account, partition } = Stack.of(this);
    const { alias, description, decryptors, except = [], disposable = false } = props;
    const { developersDecrypt = false, administrators = [], users = [] } = props;
    this.key = new Key(this, 'Key', {
      description,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          ...keyStatements({
            decryptors,
            except,
            developersDecrypt,
            administrators,
            users,
            account,
            partition,
          }),
        ],
      }),
    });
    new Alias(this, 'Alias', { aliasName: alias, targetKey: this.key });
  }
}
