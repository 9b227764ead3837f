import { awsError } from '@kmscrypt/core/aws-client';
import { KmscryptError } from '@kmscrypt/core/error';
import { retry, type RetryOptions } from '@kmscrypt/core/retry';
import type { AwsCall, AwsCalls } from './calls.ts';
import { CODES } from './error-codes.ts';

export interface CallingOptions {
  /** For messages. */
  readonly region: string;
  /** How calls are tried again; default as {@link retry} does. */
  readonly retrying?: Omit<RetryOptions, 'signal'> | undefined;
  /** Asked before every attempt: where it says no none is made. A Lambda that stood still goes on with nothing that others have taken over. */
  readonly mayGoOn?: (() => boolean) | undefined;
  /** Called before every attempt. Default nothing. */
  readonly onCall?: ((name: keyof AwsCalls) => void) | undefined;
}

/** What a call is about, for messages: the first of these that it names. */
const SUBJECTS = [
  'cluster',
  'TargetGroupArn',
  'Name',
  'CommandId',
  'DocumentName',
  'AutoScalingGroupName',
  'TopicArn',
];

/** Calls that are counted, tried again while they fail in a way that may pass, and reject with KmscryptError; AWS's error is its cause. */
export function calling(calls: AwsCalls, { region, retrying, mayGoOn, onCall }: CallingOptions): AwsCalls {
  const of =
    (service: string) =>
    <Input extends object, Output>(
      name: keyof AwsCalls,
      call: AwsCall<Input, Output>,
    ): AwsCall<Input, Output> => {
      const operation = `${service} ${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      return async (input, signal) => {
        const attempt = async (): Promise<Omit<Output, '$metadata'>> => {
          if (mayGoOn?.() === false)
            throw new KmscryptError('ABORTED', `the time of this tick was over before ${operation}`);
          onCall?.(name);
          try {
            return await call(input, signal);
          } catch (error) {
            const keyId = subjectOf(input);
            throw awsError(error, { service: 'AWS', operation, region, keyId, codes: CODES });
          }
        };
        return retry(attempt, { ...retrying, signal });
      };
    };
  const [ec2, ssm, ecs, elb] = [of('EC2'), of('SSM'), of('ECS'), of('ELB')];
  const [scaling, cloudWatch, sns] = [of('Auto Scaling'), of('CloudWatch'), of('SNS')];
  return {
    describeInstances: ec2('describeInstances', calls.describeInstances),
    describeInstanceStatus: ec2('describeInstanceStatus', calls.describeInstanceStatus),
    describeImages: ec2('describeImages', calls.describeImages),
    describeLaunchTemplateVersions: ec2(
      'describeLaunchTemplateVersions',
      calls.describeLaunchTemplateVersions,
    ),
    createLaunchTemplateVersion: ec2('createLaunchTemplateVersion', calls.createLaunchTemplateVersion),
    describeInstanceInformation: ssm('describeInstanceInformation', calls.describeInstanceInformation),
    sendCommand: ssm('sendCommand', calls.sendCommand),
    listCommandInvocations: ssm('listCommandInvocations', calls.listCommandInvocations),
    getParameter: ssm('getParameter', calls.getParameter),
    putParameter: ssm('putParameter', calls.putParameter),
    listContainerInstances: ecs('listContainerInstances', calls.listContainerInstances),
    describeContainerInstances: ecs('describeContainerInstances', calls.describeContainerInstances),
    updateContainerInstancesState: ecs('updateContainerInstancesState', calls.updateContainerInstancesState),
    listTasks: ecs('listTasks', calls.listTasks),
    describeTasks: ecs('describeTasks', calls.describeTasks),
    describeServices: ecs('describeServices', calls.describeServices),
    describeTargetHealth: elb('describeTargetHealth', calls.describeTargetHealth),
    registerTargets: elb('registerTargets', calls.registerTargets),
    deregisterTargets: elb('deregisterTargets', calls.deregisterTargets),
    describeAutoScalingGroups: scaling('describeAutoScalingGroups', calls.describeAutoScalingGroups),
    startInstanceRefresh: scaling('startInstanceRefresh', calls.startInstanceRefresh),
    describeInstanceRefreshes: scaling('describeInstanceRefreshes', calls.describeInstanceRefreshes),
    cancelInstanceRefresh: scaling('cancelInstanceRefresh', calls.cancelInstanceRefresh),
    rollbackInstanceRefresh: scaling('rollbackInstanceRefresh', calls.rollbackInstanceRefresh),
    describeAlarms: cloudWatch('describeAlarms', calls.describeAlarms),
    listTagsForResource: cloudWatch('listTagsForResource', calls.listTagsForResource),
    publish: sns('publish', calls.publish),
  };
}

function subjectOf(input: object): string | undefined {
  const fields = new Map<string, unknown>(Object.entries(input));
  const subjects = SUBJECTS.map((name) => fields.get(name));
  return subjects.find((subject) => typeof subject === 'string');
}
