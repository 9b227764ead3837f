import type { CfnRule } from 'aws-cdk-lib/aws-events';

/** How severe a notice is; README of alarm-fanout, "Notices". */
export type NoticeSeverity = 'critical' | 'error' | 'warning';

/** Severities of GuardDuty, as ours. Source: Amazon GuardDuty User Guide, "Severity levels of GuardDuty findings". */
export const FINDING_SEVERITIES: readonly {
  readonly severity: NoticeSeverity;
  readonly from: number;
  readonly below?: number | undefined;
}[] = [
  { severity: 'warning', from: 4, below: 7 },
  { severity: 'error', from: 7, below: 9 },
  { severity: 'critical', from: 9 },
];

const PATHS = {
  account: '$.detail.accountId',
  region: '$.detail.region',
  id: '$.detail.id',
  type: '$.detail.type',
  title: '$.detail.title',
  description: '$.detail.description',
  at: '$.detail.updatedAt',
};

/**
 * Makes a notice for the fan-out of a finding. Its title is the type of the finding, as a notice's has 200 characters at most and titles
 * of findings may be longer.
 */
export function noticeOfFinding(severity: NoticeSeverity): CfnRule.InputTransformerProperty {
  const fixed = { kind: 'kmscrypt.notice', source: 'guardduty', severity, status: 'event' };
  // EventBridge writes texts with quotes of their own where a placeholder stands in none.
  const taken = [
    '"title":<type>',
    '"text":<description>',
    '"key":<id>',
    '"at":<at>',
    '"account":<account>',
    '"region":<region>',
    '"facts":{"finding":<title>,"id":<id>}',
  ];
  return {
    inputPathsMap: PATHS,
    inputTemplate: `${JSON.stringify(fixed).slice(0, -1)},${taken.join(',')}}`,
  };
}
