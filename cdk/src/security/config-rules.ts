import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import type { ManagedRule } from './managed-rules.ts';

export interface ConfigRulesProps {
  /** Begins the rules' names, so that they meet none that are there. */
  readonly prefix: string;
  /** Such as {@link managedRules}. */
  readonly rules: readonly ManagedRule[];
}

/** Rules of AWS Config, for an account and region with a recorder: depend on it. */
export class ConfigRules extends Construct {
  constructor(scope: Construct, id: string, { prefix, rules }: ConfigRulesProps) {
    super(scope, id);
    rules.forEach(
      ({ name, identifier, why, parameters }) =>
        new CfnConfigRule(this, name, {
          configRuleName: `${prefix}-${name}`,
          description: why,
          source: { owner: 'AWS', sourceIdentifier: identifier },
          ...(Object.keys(parameters).length === 0 ? {} : { inputParameters: parameters }),
        }),
    );
  }
}
