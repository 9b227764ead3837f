import {
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListTasksCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import type { AwsCalls } from '../calls.ts';
import { type SdkAccess, sdkConfig } from './config.ts';

type EcsCalls = Pick<
  AwsCalls,
  | 'listContainerInstances'
  | 'describeContainerInstances'
  | 'updateContainerInstancesState'
  | 'listTasks'
  | 'describeTasks'
  | 'describeServices'
>;

/** ECS through the SDK. */
export async function createEcsCalls(access: SdkAccess): Promise<EcsCalls> {
  const client = new ECSClient(await sdkConfig(access));
  return {
    listContainerInstances: (input, abortSignal) =>
      client.send(new ListContainerInstancesCommand(input), { abortSignal }),
    describeContainerInstances: (input, abortSignal) =>
      client.send(new DescribeContainerInstancesCommand(input), { abortSignal }),
    updateContainerInstancesState: (input, abortSignal) =>
      client.send(new UpdateContainerInstancesStateCommand(input), { abortSignal }),
    listTasks: (input, abortSignal) => client.send(new ListTasksCommand(input), { abortSignal }),
    describeTasks: (input, abortSignal) => client.send(new DescribeTasksCommand(input), { abortSignal }),
    describeServices: (input, abortSignal) =>
      client.send(new DescribeServicesCommand(input), { abortSignal }),
  };
}
