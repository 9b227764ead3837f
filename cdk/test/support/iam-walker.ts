import type { Statement } from './statements.ts';

/** What is wrong with a statement, in a word. */
export type IamProblem =
  /** `*`, `s3:*`. */
  | 'wildcard-action'
  /** Everything of a service, by an action that AWS lets be limited. */
  | 'wildcard-resource'
  /** iam:PassRole of any role, or to any service. */
  | 'open-pass-role'
  /** Another account's people may become the role without MFA, ExternalId, or a condition on who they are. */
  | 'open-trust'
  /** Anybody, or everybody of another account, without a condition that says who. */
  | 'public-principal'
  /** A service acts for anybody's account: the confused deputy. */
  | 'confused-deputy';

/** Actions that know no resource: Service Authorization Reference of AWS. */
const WITHOUT_RESOURCE =
  /^(?:autoscaling:Describe\w+|elasticloadbalancing:DescribeTargetHealth|ssm:(?:DescribeInstanceInformation|ListCommandInvocations)|(?:ec2|ssm)messages:\w+|ec2:(?:Describe\w+|(?:Get|Enable|Disable)EbsEncryptionByDefault)|cloudwatch:(?:Describe|Get|List)\w+|cloudtrail:LookupEvents|logs:(?:DescribeQueries|DescribeQueryDefinitions|GetQueryResults|StopQuery)|iam:(?:(?:Get|Update|Delete)AccountPasswordPolicy|ListVirtualMFADevices|ListUsers|ListAccountAliases|GetAccountSummary)|s3:(?:GetAccountPublicAccessBlock|PutAccountPublicAccessBlock|ListAllMyBuckets)|config:(?:Describe\w+|PutConfigurationRecorder|PutDeliveryChannel|StartConfigurationRecorder|StopConfigurationRecorder|DeleteConfigurationRecorder|DeleteDeliveryChannel)|guardduty:(?:CreateDetector|ListDetectors)|access-analyzer:ListAnalyzers|sts:GetCallerIdentity|kms:(?:ListAliases|ListKeys)|route53:ListHostedZones\w*)$/;

/** Conditions that say who asks. */
const WHO =
  /^aws:(?:MultiFactorAuthPresent|SourceArn|SourceAccount|PrincipalArn|PrincipalAccount|PrincipalOrgID|SourceOrgID)$|^sts:ExternalId$|:sub$|^kms:EncryptionContext/i;

/** Conditions that stand for a resource, of actions that know none. */
const WHAT = /^ecs:cluster$/;

/** Services that act within the account that asks them, in whose name nobody else can. */
const WITHIN = /^(?:lambda|ec2|ecs-tasks|scheduler|config|cloudformation)\.amazonaws\.com$/;

/** Problems of a statement; none for what denies. */
export function problemsOf(statement: Statement, account: string): readonly IamProblem[] {
  if (statement.effect !== 'Allow') return [];
  const { kind, actions, resources, conditions } = statement;
  const isLimited = Object.values(conditions).some((each) => Object.keys(each).some((key) => WHO.test(key)));
  const isOfOne = Object.values(conditions).some((each) => Object.keys(each).some((key) => WHAT.test(key)));
  const problems: (IamProblem | false)[] = [
    actions.some((action) => /^\*$|:\*$/.test(action)) && 'wildcard-action',
    kind === 'identity' &&
      resources.includes('*') &&
      !isLimited &&
      !isOfOne &&
      actions.some((action) => !WITHOUT_RESOURCE.test(action)) &&
      'wildcard-resource',
    actions.includes('iam:PassRole') &&
      (resources.includes('*') || !JSON.stringify(conditions).includes('iam:PassedToService')) &&
      'open-pass-role',
    kind === 'trust' && foreign(statement, account).length > 0 && !isLimited && 'open-trust',
    kind === 'resource' &&
      (statement.principals['AWS'] ?? []).includes('*') &&
      !isLimited &&
      'public-principal',
    kind !== 'identity' &&
      (statement.principals['Service'] ?? []).some((service) => !WITHIN.test(service)) &&
      !isLimited &&
      'confused-deputy',
  ];
  return problems.filter((problem) => problem !== false);
}

/** Whole accounts, and everybody; a role that is named says who it is. */
function foreign({ principals }: Statement, account: string): readonly string[] {
  return (principals['AWS'] ?? []).filter(
    (principal) =>
      !/:(?:role|user)\//.test(principal) &&
      !new RegExp(`^arn:[\\w-]+:iam::${account}:(?!root)`).test(principal),
  );
}
