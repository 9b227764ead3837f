import type { IConstruct } from 'constructs';

/** Under which metadata acknowledgements are found; the harness gives them to cdk-nag. */
export const ACKNOWLEDGED = 'kmscrypt:acknowledged';

/** Says why a rule of cdk-nag, such as `AwsSolutions-S1`, does not hold for a construct and what is below it. */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  construct.node.addMetadata(ACKNOWLEDGED, { rule, reason });
}
