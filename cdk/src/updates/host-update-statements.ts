import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { commandStatements } from '../ssh-keys/send-statements.ts';
import { UPDATE_TAG } from './update-names.ts';
import { arnsOf, type UpdatePlace } from './update-place.ts';
import { fleetsOfMode, type UpdateShape } from './update-shape.ts';

/** What the Lambda needs for hosts that it patches: lambdas/auto-update/README.md, "IAM". Nothing where there are none. */
export function hostUpdateStatements(place: UpdatePlace, shape: UpdateShape): readonly PolicyStatement[] {
  const inPlace = fleetsOfMode(shape, 'in-place');
  const clusters = [...new Set(fleetsOfMode(shape, 'ecs').map(({ cluster }) => cluster))];
  const targetGroups = [...new Set(inPlace.flatMap((fleet) => fleet.targetGroups))];
  const groups = [
    ...inPlace.map(({ tags }) => ({ tags })),
    ...(clusters.length === 0 ? [] : [{ tags: { [UPDATE_TAG]: shape.environment } }]),
  ];
  if (groups.length === 0) return [];
  return [
    new PolicyStatement({
      sid: 'Agents',
      actions: ['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations'],
      resources: ['*'],
    }),
    ...commandStatements({ ...place, documentNames: [shape.document], groups }),
    ...(targetGroups.length === 0 ? [] : targetStatements(targetGroups)),
    ...(clusters.length === 0 ? [] : clusterStatements(place, clusters)),
  ];
}

function targetStatements(targetGroups: readonly string[]): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'TargetHealth',
      actions: ['elasticloadbalancing:DescribeTargetHealth'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'Targets',
      actions: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      resources: [...targetGroups],
    }),
  ];
}

function clusterStatements(place: UpdatePlace, clusters: readonly string[]): readonly PolicyStatement[] {
  const below = (kind: string): string[] =>
    clusters.map((cluster) => arnsOf(place).of('ecs', `${kind}/${cluster}/*`));
  const arns = clusters.map((cluster) => arnsOf(place).of('ecs', `cluster/${cluster}`));
  return [
    new PolicyStatement({ sid: 'Cluster', actions: ['ecs:ListContainerInstances'], resources: arns }),
    new PolicyStatement({
      sid: 'ContainerInstances',
      actions: ['ecs:DescribeContainerInstances', 'ecs:UpdateContainerInstancesState'],
      resources: below('container-instance'),
    }),
    // It has no cluster for a resource.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    new PolicyStatement({
      sid: 'ListTasks',
      actions: ['ecs:ListTasks'],
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': arns } },
    }),
    new PolicyStatement({
      sid: 'Tasks',
      actions: ['ecs:DescribeServices', 'ecs:DescribeTasks'],
      resources: [...below('service'), ...below('task')],
    }),
  ];
}
