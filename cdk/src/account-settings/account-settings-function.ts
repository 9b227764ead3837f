import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction } from '../lambda/bundled-function.ts';
import { acknowledgeWildcards } from '../wildcard-findings.ts';
import { settingStatements } from './setting-statements.ts';

export interface AccountSettingsFunctionProps {
  /** Of the function and of its role; what {@link AccountSetting} is given. */
  readonly functionName: string;
  /** Encrypts the log group. */
  readonly servicesKey: IKey;
}

/** The function behind every {@link AccountSetting} of an account and region. It may do what their kinds need, and no more. */
export class AccountSettingsFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { functionName, servicesKey }: AccountSettingsFunctionProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    const statements = Object.values(settingStatements({ partition, region, account })).flat();
    const bundled = new BundledFunction(this, 'Bundled', {
      functionName,
      description: 'Settings of this account that CloudFormation has no type for; adopts what is there',
      bundle: 'account-settings',
      handler: 'index.handler',
      // The permissions boundary lets this role alone change what others must not.
      roleName: functionName,
      statements,
      servicesKey,
      memory: 256,
      timeout: 180,
    });
    this.function = bundled.function;
    acknowledgeWildcards(bundled.role, statements, REASON);
  }
}

const REASON =
  "there is one an account, or its id is AWS's and not known before: the actions name what is done to it";
