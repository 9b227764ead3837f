import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { EnvironmentKey } from '../keys/environment-key.ts';
import { longerPrefixes } from '../keys/longer-prefixes.ts';
import { keyAlias } from '../names.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

/** The CMK of an environment, or (without one) `alias/cmk-mgmt` of what is shared. */
export class KeysStack extends PlannedStack {
  readonly key: IKey;

  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    const { config } = props.plan;
    const { environment } = props.stack;
    const unit = environment?.name ?? 'mgmt';
    const disposable = environment?.disposable ?? false;
    const { administrators, users } = (environment ?? config.management).key;
    // Roles of an environment are named by it; the shared key opens the secrets of the fan-out's destinations.
    const prefix = environment === undefined ? this.names.fanout : unit;
    const others = [config.name, 'allow', 'cdk', ...config.environments.map(({ name }) => name)];
    const { key } = new EnvironmentKey(this, 'Key', {
      alias: keyAlias(unit),
      description: `Secrets of ${unit}`,
      decryptors: [`${prefix}-*`],
      except: longerPrefixes(prefix, others).map((longer) => `${longer}-*`),
      developersDecrypt: disposable,
      administrators,
      users,
      disposable,
    });
    this.key = key;
  }
}
