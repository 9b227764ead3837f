import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Function as LambdaFunction, Runtime, type AssetCode } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { checkPolicySize } from './check-policy-size.ts';
import { bundledCode, codeWithConfig, CONFIG_FILE } from './config-asset.ts';
import { configVariable, hasTokens } from './environment-of.ts';
import { fixedVariables } from './function-variables.ts';

export interface BundledFunctionProps {
  /** Its log group is `/aws/lambda/NAME`. */
  readonly functionName: string;
  readonly description: string;
  /** Folder in `dist/lambdas`, such as `alarm-fanout`; what begins with `operator` is not deployed. */
  readonly bundle: string;
  /** Such as `ingest.handler`. */
  readonly handler: string;
  /** Without values that are known at deployment only it is a file of the asset; with them, `KMSCRYPT_CONFIG` (4 KB at most). */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** Of its logs and metrics, where an account has several of the Lambda; default the Lambda's own. */
  readonly service?: string | undefined;
  /** Where others know the role by its name; default CloudFormation's. */
  readonly roleName?: string | undefined;
  /** All that the role may do, but for writing its log, which it always may. */
  readonly statements: readonly PolicyStatement[];
  /** Encrypts the log group. */
  readonly servicesKey: IKey;
  /** MB; default 512. */
  readonly memory?: number | undefined;
  /** Seconds; default 60. */
  readonly timeout?: number | undefined;
  /** How long the log is kept; default 90 days. */
  readonly logRetention?: RetentionDays | undefined;
}

/** One of our Lambdas: a bundle that this package has in it, on Node 24 and arm64, with a log group and a role of its own. */
export class BundledFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { functionName, description, handler, statements, memory = 512, timeout = 60 } = props;
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      encryptionKey: props.servicesKey,
      retention: props.logRetention ?? RetentionDays.THREE_MONTHS,
      // A log of a function that is gone, under a name that the next one needs.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const policy = new PolicyDocument({
      statements: [this.#logs(functionName), ...statements],
      minimize: false,
    });
    checkPolicySize(functionName, policy);
    this.role = new Role(this, 'Role', {
      ...(props.roleName !== undefined && { roleName: props.roleName }),
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function ${functionName} may do`,
      // Inline: there before the function is, so that its first invocation has all rights.
      inlinePolicies: { function: policy },
    });
    const streams = `AwsSolutions-IAM5[Resource::${this.#logStreams(functionName)}]`;
    acknowledge(this.role, streams, 'log streams have names that Lambda makes up; the log group is named');
    const { code, variables } = this.#codeOf(props);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code,
      handler,
      role: this.role,
      logGroup: this.logGroup,
      memorySize: memory,
      timeout: Duration.seconds(timeout),
      environment: { ...variables },
    });
  }

  #logs(functionName: string): PolicyStatement {
    return new PolicyStatement({
      sid: 'Logs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.#logStreams(functionName)],
    });
  }

  /** Named rather than referred to: the policy is then legible in the template, and is the one of the Lambda's README. */
  #logStreams(functionName: string): string {
    const { partition, region, account } = Stack.of(this);
    return `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${functionName}:*`;
  }

  #codeOf({ bundle, functionName, config, service }: BundledFunctionProps): CodeAndVariables {
    const always = fixedVariables(service);
    if (config === undefined) return { code: bundledCode(bundle), variables: always };
    if (!hasTokens(config)) {
      const variables = { ...always, KMSCRYPT_CONFIG_FILE: CONFIG_FILE };
      return { code: codeWithConfig(this, bundle, config), variables };
    }
    const variable = configVariable(Stack.of(this), { functionName, config, others: always });
    return { code: bundledCode(bundle), variables: { ...always, ...variable } };
  }
}

interface CodeAndVariables {
  readonly code: AssetCode;
  readonly variables: Readonly<Record<string, string>>;
}
