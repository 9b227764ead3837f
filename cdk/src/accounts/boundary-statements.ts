import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { denialStatement } from './boundary-denial.ts';
import { denialsOfAccount, denialsOfArchive } from './boundary-of-account.ts';
import { denialsOfIam } from './boundary-of-iam.ts';
import { denialsOfKeys } from './boundary-of-keys.ts';
import { denialsOfSettingsFunction } from './boundary-of-settings-function.ts';
import { denialsOfSshKeys } from './boundary-of-ssh-keys.ts';
import { denialsOfUpdates } from './boundary-of-updates.ts';
import type { BoundaryOptions } from './boundary-options.ts';

/** What a boundary says. Each denial's comment says what it is there for. */
export function boundaryStatements(options: BoundaryOptions): readonly PolicyStatement[] {
  const everything = new PolicyStatement({ sid: 'Everything', actions: ['*'], resources: ['*'] });
  const denials = [
    ...denialsOfIam(options),
    ...denialsOfSettingsFunction(options),
    ...denialsOfAccount(options),
    ...denialsOfArchive(options),
    ...denialsOfKeys(options),
    ...denialsOfSshKeys(options),
    ...denialsOfUpdates(options),
  ];
  return [everything, ...denials.map(denialStatement)];
}
