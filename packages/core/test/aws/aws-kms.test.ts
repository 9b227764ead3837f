import { createServer } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { awsKms } from '../../src/aws/aws-kms.ts';
import type { Pace } from '../../src/pace.ts';
import { listening } from '../support/listening.ts';

afterEach(() => void vi.unstubAllEnvs());

it('asks how calls are tried again once for each region', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify({ KeyId: 'key', Plaintext: 'YQ==' }));
  });
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${await listening(server)}`);
  const runs: number[] = [];
  const kms = awsKms({
    env: { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' },
    retry: () => {
      const index = runs.push(0) - 1;
      const pace: Pace = {
        run: (call) => {
          runs[index] = (runs[index] ?? 0) + 1;
          return call();
        },
      };
      return { pace };
    },
  });
  for (const region of ['us-east-1', 'eu-west-1', 'us-east-1', 'us-east-1']) {
    await kms.decrypt({ ciphertext: new Uint8Array(8), context: {}, region });
  }
  expect(runs).toEqual([3, 1]);
});
