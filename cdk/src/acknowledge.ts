import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Says why a rule, such as `AwsSolutions-S1`, does not hold for a construct and what is below it. Rules with several findings are
 * acknowledged finding by finding: `AwsSolutions-IAM5[Resource::*]`.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: asReported(rule), reason });
}

/** As cdk-nag writes what only the deployment knows: `${Token[AWS.Partition.9]}` is `<AWS::Partition>`. */
function asReported(rule: string): string {
  return rule.replaceAll(/\$\{Token\[AWS\.(\w+)\.\d+\]\}/g, '<AWS::$1>');
}
