import type { Denial } from './boundary-denial.ts';
import type { BoundaryOptions } from './boundary-options.ts';

/**
 * The function behind `AccountSetting` is spared by other denials: whoever ran or changed it, or became its role, would be spared
 * too; and whoever kept it from running would keep settings as they are.
 */
export function denialsOfSettingsFunction({
  settingsFunction,
  account,
  partition,
}: BoundaryOptions): readonly Denial[] {
  // With its versions.
  const functions = `arn:${partition}:lambda:*:${account}:function:${settingsFunction}*`;
  return [
    {
      sid: 'SettingsFunctionStays',
      allBut: ['iam:Get*', 'iam:List*', 'lambda:Get*', 'lambda:List*'],
      resources: [`arn:${partition}:iam::${account}:role/${settingsFunction}`, functions],
    },
    {
      // These have no function for a resource.
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
      sid: 'NoEventsForSettingsFunction',
      actions: ['lambda:CreateEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      conditions: { ArnLike: { 'lambda:FunctionArn': functions } },
    },
  ];
}
