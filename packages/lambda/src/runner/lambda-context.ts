import type { Context } from 'aws-lambda';

/** The part of Lambda's context that Node 24 has: without the callbacks. */
export type LambdaContext = Omit<Context, 'done' | 'fail' | 'succeed'>;

/**
 * The context of an invocation.
 * Source: AWS Lambda Developer Guide, "Using the Lambda context object to retrieve Node.js function information".
 *
 * @param env what Lambda sets in it.
 * @param now a clock in milliseconds, from any point in time.
 */
export function lambdaContext(
  env: Readonly<Record<string, string | undefined>>,
  {
    requestId,
    timeout,
    now,
  }: { readonly requestId: string; readonly timeout: number; readonly now: () => number },
): LambdaContext {
  const name = env['AWS_LAMBDA_FUNCTION_NAME'] ?? '';
  const deadline = now() + timeout;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'] ?? '',
    invokedFunctionArn: `arn:aws:lambda:${env['AWS_REGION']}:111122223333:function:${name}`,
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'] ?? '',
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'] ?? '',
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ?? '',
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - now())),
  };
}
