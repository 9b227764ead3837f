import type { FoundLambda } from './find-lambda.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The environment of an invocation: the user's, and what Lambda sets.
 * Source: AWS Lambda Developer Guide, "Defined runtime environment variables".
 *
 * @param region where the user's environment names none.
 */
export function lambdaEnvironment(
  { name, folder }: FoundLambda,
  { env, handler, region }: { readonly env: Env; readonly handler: string; readonly region: string },
): Env {
  return {
    // As Lambda has it; logs are then in UTC.
    TZ: ':UTC',
    ...env,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: `${handler}.handler`,
  };
}
