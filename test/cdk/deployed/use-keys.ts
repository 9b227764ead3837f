import { useEndpoint } from '../../core/use-endpoint.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import type { Keys } from '../../support/cdk/sessions.ts';

/** Makes calls of this process somebody's, for one test. */
export function useKeys(
  { endpoint, config }: Deployment,
  { accessKeyId, secretAccessKey, sessionToken }: Keys,
): void {
  useEndpoint(endpoint, {
    AWS_REGION: config.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
}
