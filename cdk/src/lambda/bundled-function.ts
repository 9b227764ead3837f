import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface BundledFunctionProps {
  readonly functionName: string;
  readonly description: string;
  /** Folder in `dist/lambdas`, such as `alarm-fanout`; what begins with `operator` is not deployed. */
  readonly bundle: string;
  /** Such as `ingest.handler`. */
  readonly handler: string;
  /** Without values that are known at deployment only it is a file of the asset; with them, `KMSCRYPT_CONFIG` (4 KB at most). */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** All that the role may do, but for writing its log, which it always may. */
  readonly statements: readonly PolicyStatement[];
  /** Encrypts the log group. */
  readonly servicesKey: IKey;
  /** MB; default 512. */
  readonly memory?: number | undefined;
  /** Seconds; default 60. */
  readonly timeout?: number | undefined;
}

/** One of our Lambdas: a bundle that this package has in it, on Node 24 and arm64, with a log group and a role of its own. */
export class BundledFunction extends Construct {
  declare readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    void props;
  }
}
