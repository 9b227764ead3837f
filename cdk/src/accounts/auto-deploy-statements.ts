import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AccountPlace } from './account-place.ts';

export interface AutoDeployOptions extends AccountPlace {
  readonly regions: readonly string[];
  /** Of the CDK's bootstrap. */
  readonly qualifier: string;
}

/** `cdk deploy` and nothing else: the roles of the CDK's bootstrap, by name. */
export function autoDeployStatements(options: AutoDeployOptions): readonly PolicyStatement[] {
  const { partition, account, regions, qualifier } = options;
  const kinds = ['deploy', 'file-publishing', 'image-publishing', 'lookup'];
  const roles = regions.flatMap((region) =>
    kinds.map(
      (kind) => `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${kind}-role-${account}-${region}`,
    ),
  );
  return [new PolicyStatement({ sid: 'Deploy', actions: ['sts:AssumeRole'], resources: roles })];
}
