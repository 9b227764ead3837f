import {
  DescribeInstanceInformationCommand,
  GetParameterCommand,
  ListCommandInvocationsCommand,
  PutParameterCommand,
  SSMClient,
  SendCommandCommand,
} from '@aws-sdk/client-ssm';
import type { AwsCalls } from '../calls.ts';
import { type SdkAccess, sdkConfig } from './config.ts';

type SsmCalls = Pick<
  AwsCalls,
  'describeInstanceInformation' | 'sendCommand' | 'listCommandInvocations' | 'getParameter' | 'putParameter'
>;

/** SSM through the SDK. */
export async function createSsmCalls(access: SdkAccess): Promise<SsmCalls> {
  const client = new SSMClient(await sdkConfig(access));
  return {
    describeInstanceInformation: (input, abortSignal) =>
      client.send(new DescribeInstanceInformationCommand(input), { abortSignal }),
    sendCommand: (input, abortSignal) => client.send(new SendCommandCommand(input), { abortSignal }),
    listCommandInvocations: (input, abortSignal) =>
      client.send(new ListCommandInvocationsCommand(input), { abortSignal }),
    getParameter: (input, abortSignal) => client.send(new GetParameterCommand(input), { abortSignal }),
    putParameter: (input, abortSignal) => client.send(new PutParameterCommand(input), { abortSignal }),
  };
}
