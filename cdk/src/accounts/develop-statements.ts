import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { AccountPlace } from './account-place.ts';
import { ACTS_AS_OTHERS } from './acts-as-others.ts';
import { DEPLOYS } from './deploys.ts';
import { noSecrets } from './read-only-statements.ts';

export interface DevelopOptions extends AccountPlace {
  /** Whether all that is in the account may be thrown away. Default no. */
  readonly disposable?: boolean | undefined;
}

/** What developers may not do of all that PowerUserAccess allows. */
export function developStatements({
  disposable = false,
  ...place
}: DevelopOptions): readonly PolicyStatement[] {
  const deny = (sid: string, actions: readonly string[]): PolicyStatement =>
    new PolicyStatement({ sid, effect: Effect.DENY, actions: [...actions], resources: ['*'] });
  // Otherwise a developer would deploy roles of any kind: the bootstrap's roles trust their whole account.
  const always = [deny('NoOtherRole', ['sts:AssumeRole']), deny('NoDeploying', DEPLOYS)];
  return disposable ? always : [...always, deny('NoActingAsOthers', ACTS_AS_OTHERS), noSecrets(place)];
}
