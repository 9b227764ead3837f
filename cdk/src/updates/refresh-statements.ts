import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { UPDATE_TAG } from './update-names.ts';
import { arnsOf, type UpdatePlace } from './update-place.ts';
import { fleetsOfMode, type UpdateShape } from './update-shape.ts';

/** Of the account, besides templates: what an instance that is launched consists of. */
const LAUNCHED = [
  'capacity-reservation',
  'instance',
  'key-pair',
  'network-interface',
  'placement-group',
  'security-group',
  'spot-instances-request',
  'subnet',
  'volume',
];
/** Of those, what a template may give tags. */
const TAGGED = ['instance', 'network-interface', 'spot-instances-request', 'volume'];

/** What the Lambda needs for Auto Scaling groups: lambdas/auto-update/README.md, "IAM". Nothing where there are none. */
export function refreshStatements(
  place: UpdatePlace,
  shape: UpdateShape,
  hostRoleArns: readonly string[],
): readonly PolicyStatement[] {
  const fleets = fleetsOfMode(shape, 'refresh');
  if (fleets.length === 0) return [];
  const { of } = arnsOf(place);
  const templates = of('ec2', 'launch-template/*');
  const isOurs = { StringEquals: { [`aws:ResourceTag/${UPDATE_TAG}`]: shape.environment } };
  return [
    new PolicyStatement({
      sid: 'Groups',
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeInstanceRefreshes',
        'ec2:DescribeImages',
        'ec2:DescribeLaunchTemplateVersions',
      ],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'Refresh',
      actions: [
        'autoscaling:CancelInstanceRefresh',
        'autoscaling:RollbackInstanceRefresh',
        'autoscaling:StartInstanceRefresh',
      ],
      resources: [...new Set(fleets.map(({ group }) => group))].map((group) =>
        of('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${group}`),
      ),
    }),
    new PolicyStatement({
      sid: 'Version',
      actions: ['ec2:CreateLaunchTemplateVersion'],
      resources: [templates],
      conditions: isOurs,
    }),
    ...launchStatements(place, { templates, isOurs, hostRoleArns }),
  ];
}

interface Launching {
  readonly templates: string;
  readonly isOurs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly hostRoleArns: readonly string[];
}

/**
 * Auto Scaling refuses a refresh whose caller could not launch the template. Nothing is launched by it otherwise than by a template with
 * the tag: of the resources of a launch, the template is one.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
function launchStatements(
  place: UpdatePlace,
  { templates, isOurs, hostRoleArns }: Launching,
): readonly PolicyStatement[] {
  const { of, ofNobody } = arnsOf(place);
  const own = (kinds: readonly string[]): string[] => kinds.map((kind) => of('ec2', `${kind}/*`));
  return [
    new PolicyStatement({
      sid: 'Template',
      actions: ['ec2:RunInstances'],
      resources: [templates],
      conditions: isOurs,
    }),
    new PolicyStatement({
      sid: 'Launch',
      actions: ['ec2:RunInstances'],
      resources: [ofNobody('ec2', 'image/*'), ofNobody('ec2', 'snapshot/*'), ...own(LAUNCHED)],
      conditions: { ArnLike: { 'ec2:LaunchTemplate': templates } },
    }),
    new PolicyStatement({
      sid: 'LaunchTags',
      actions: ['ec2:CreateTags'],
      resources: own(TAGGED),
      conditions: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
    }),
    ...(hostRoleArns.length === 0
      ? []
      : [
          new PolicyStatement({
            sid: 'HostRoles',
            actions: ['iam:PassRole'],
            resources: [...hostRoleArns],
            conditions: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
          }),
        ]),
  ];
}
