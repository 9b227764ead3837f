import type { KMSClientResolvedConfig } from '@aws-sdk/client-kms';
import { $Command, STSClient, type STSClientResolvedConfig } from '@aws-sdk/nested-clients/sts';
import { getEndpointPlugin } from '@smithy/core/endpoints';

/** STS with the credentials and connections of another client. */
export interface Sts {
  /** STS GetCallerIdentity. Rejects with the SDK's errors. */
  readonly getCallerIdentity: (signal: AbortSignal | undefined) => Promise<Identity>;
  /** How far AWS's clock is ahead of this machine's, in milliseconds, by the last answer; 0 before there was one. */
  readonly clockOffset: () => number;
}

interface Identity {
  readonly Account?: string;
  readonly Arn?: string;
  readonly $metadata: object;
}

// The client of STS that the SDK's credential providers bring along has no GetCallerIdentity: here is what the SDK's
// generator writes for it (AWS STS API reference, GetCallerIdentity).
const NAMESPACE = 'com.amazonaws.sts';
const NAME = 'GetCallerIdentity';
const GetCallerIdentityCommand = $Command
  .classBuilder<object, Identity, STSClientResolvedConfig>()
  .ep({
    UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
    Endpoint: { type: 'builtInParams', name: 'endpoint' },
    Region: { type: 'builtInParams', name: 'region' },
    UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
  })
  .m((Command, _stack, config) => [getEndpointPlugin(config, Command.getEndpointParameterInstructions())])
  .s('AWSSecurityTokenServiceV20110615', NAME)
  .n('STSClient', `${NAME}Command`)
  .sc([
    9,
    NAMESPACE,
    NAME,
    0,
    () => [3, NAMESPACE, `${NAME}Request`, 0, [], []],
    () => [3, NAMESPACE, `${NAME}Response`, 0, ['UserId', 'Account', 'Arn'], [0, 0, 0]],
  ])
  .build();

export function createSts({ region, credentials, requestHandler, profile }: KMSClientResolvedConfig): Sts {
  const { middlewareStack, config } = new STSClient({
    region: async () => region(),
    credentials,
    requestHandler,
    ...(profile === undefined ? {} : { profile }),
    // One attempt: retries are ours.
    maxAttempts: 1,
  });
  return {
    getCallerIdentity: async (signal) => {
      const command = new GetCallerIdentityCommand({});
      const options = signal === undefined ? {} : { abortSignal: signal };
      const { output } = await command.resolveMiddleware(middlewareStack, config, options)(command);
      return output;
    },
    clockOffset: () => config.systemClockOffset,
  };
}
