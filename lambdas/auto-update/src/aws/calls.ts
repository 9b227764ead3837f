import type {
  CancelInstanceRefreshCommandInput,
  CancelInstanceRefreshCommandOutput,
  DescribeAutoScalingGroupsCommandInput,
  DescribeAutoScalingGroupsCommandOutput,
  DescribeInstanceRefreshesCommandInput,
  DescribeInstanceRefreshesCommandOutput,
  RollbackInstanceRefreshCommandInput,
  RollbackInstanceRefreshCommandOutput,
  StartInstanceRefreshCommandInput,
  StartInstanceRefreshCommandOutput,
} from '@aws-sdk/client-auto-scaling';
import type {
  DescribeAlarmsCommandInput,
  DescribeAlarmsCommandOutput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type {
  CreateLaunchTemplateVersionCommandInput,
  CreateLaunchTemplateVersionCommandOutput,
  DescribeImagesCommandInput,
  DescribeImagesCommandOutput,
  DescribeInstancesCommandInput,
  DescribeInstancesCommandOutput,
  DescribeInstanceStatusCommandInput,
  DescribeInstanceStatusCommandOutput,
  DescribeLaunchTemplateVersionsCommandInput,
  DescribeLaunchTemplateVersionsCommandOutput,
} from '@aws-sdk/client-ec2';
import type {
  DescribeContainerInstancesCommandInput,
  DescribeContainerInstancesCommandOutput,
  DescribeServicesCommandInput,
  DescribeServicesCommandOutput,
  DescribeTasksCommandInput,
  DescribeTasksCommandOutput,
  ListContainerInstancesCommandInput,
  ListContainerInstancesCommandOutput,
  ListTasksCommandInput,
  ListTasksCommandOutput,
  UpdateContainerInstancesStateCommandInput,
  UpdateContainerInstancesStateCommandOutput,
} from '@aws-sdk/client-ecs';
import type {
  DeregisterTargetsCommandInput,
  DeregisterTargetsCommandOutput,
  DescribeTargetHealthCommandInput,
  DescribeTargetHealthCommandOutput,
  RegisterTargetsCommandInput,
  RegisterTargetsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { PublishCommandInput, PublishCommandOutput } from '@aws-sdk/client-sns';
import type {
  DescribeInstanceInformationCommandInput,
  DescribeInstanceInformationCommandOutput,
  GetParameterCommandInput,
  GetParameterCommandOutput,
  ListCommandInvocationsCommandInput,
  ListCommandInvocationsCommandOutput,
  PutParameterCommandInput,
  PutParameterCommandOutput,
  SendCommandCommandInput,
  SendCommandCommandOutput,
} from '@aws-sdk/client-ssm';

/** One call of AWS: an answer is one page. */
export type AwsCall<Input, Output> = (
  input: Input,
  signal: AbortSignal,
) => Promise<Omit<Output, '$metadata'>>;

/**
 * Every call of AWS that is made about hosts, as AWS has it. The SDK makes them (sdk-calls.ts), and in tests a simulated fleet; they reject with
 * errors of the SDK's form: `name` is AWS's code. The table of the state is not among them.
 */
export interface AwsCalls {
  readonly describeInstances: AwsCall<DescribeInstancesCommandInput, DescribeInstancesCommandOutput>;
  readonly describeInstanceStatus: AwsCall<
    DescribeInstanceStatusCommandInput,
    DescribeInstanceStatusCommandOutput
  >;
  readonly describeImages: AwsCall<DescribeImagesCommandInput, DescribeImagesCommandOutput>;
  readonly describeLaunchTemplateVersions: AwsCall<
    DescribeLaunchTemplateVersionsCommandInput,
    DescribeLaunchTemplateVersionsCommandOutput
  >;
  readonly createLaunchTemplateVersion: AwsCall<
    CreateLaunchTemplateVersionCommandInput,
    CreateLaunchTemplateVersionCommandOutput
  >;

  readonly describeInstanceInformation: AwsCall<
    DescribeInstanceInformationCommandInput,
    DescribeInstanceInformationCommandOutput
  >;
  readonly sendCommand: AwsCall<SendCommandCommandInput, SendCommandCommandOutput>;
  readonly listCommandInvocations: AwsCall<
    ListCommandInvocationsCommandInput,
    ListCommandInvocationsCommandOutput
  >;
  readonly getParameter: AwsCall<GetParameterCommandInput, GetParameterCommandOutput>;
  readonly putParameter: AwsCall<PutParameterCommandInput, PutParameterCommandOutput>;

  readonly listContainerInstances: AwsCall<
    ListContainerInstancesCommandInput,
    ListContainerInstancesCommandOutput
  >;
  readonly describeContainerInstances: AwsCall<
    DescribeContainerInstancesCommandInput,
    DescribeContainerInstancesCommandOutput
  >;
  readonly updateContainerInstancesState: AwsCall<
    UpdateContainerInstancesStateCommandInput,
    UpdateContainerInstancesStateCommandOutput
  >;
  readonly listTasks: AwsCall<ListTasksCommandInput, ListTasksCommandOutput>;
  readonly describeTasks: AwsCall<DescribeTasksCommandInput, DescribeTasksCommandOutput>;
  readonly describeServices: AwsCall<DescribeServicesCommandInput, DescribeServicesCommandOutput>;

  readonly describeTargetHealth: AwsCall<DescribeTargetHealthCommandInput, DescribeTargetHealthCommandOutput>;
  readonly registerTargets: AwsCall<RegisterTargetsCommandInput, RegisterTargetsCommandOutput>;
  readonly deregisterTargets: AwsCall<DeregisterTargetsCommandInput, DeregisterTargetsCommandOutput>;

  readonly describeAutoScalingGroups: AwsCall<
    DescribeAutoScalingGroupsCommandInput,
    DescribeAutoScalingGroupsCommandOutput
  >;
  readonly startInstanceRefresh: AwsCall<StartInstanceRefreshCommandInput, StartInstanceRefreshCommandOutput>;
  readonly describeInstanceRefreshes: AwsCall<
    DescribeInstanceRefreshesCommandInput,
    DescribeInstanceRefreshesCommandOutput
  >;
  readonly cancelInstanceRefresh: AwsCall<
    CancelInstanceRefreshCommandInput,
    CancelInstanceRefreshCommandOutput
  >;
  readonly rollbackInstanceRefresh: AwsCall<
    RollbackInstanceRefreshCommandInput,
    RollbackInstanceRefreshCommandOutput
  >;

  readonly describeAlarms: AwsCall<DescribeAlarmsCommandInput, DescribeAlarmsCommandOutput>;
  readonly listTagsForResource: AwsCall<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput>;

  readonly publish: AwsCall<PublishCommandInput, PublishCommandOutput>;
}
