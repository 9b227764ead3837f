import { onTestFinished, vi } from 'vitest';

/** Points the AWS SDK of this process at an endpoint, and away from the machine's own settings, for one test. */
export function useEndpoint(endpoint: string, more: Readonly<Record<string, string | undefined>> = {}): void {
  const env: Record<string, string | undefined> = {
    ...Object.fromEntries(
      Object.keys(process.env)
        .filter((name) => /^AWS_|proxy$/i.test(name))
        .map((name) => [name, undefined]),
    ),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    // What version 1 of the AWS CLI reads.
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    ...more,
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}
