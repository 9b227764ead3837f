import type { KMSClientConfig } from '@aws-sdk/client-kms';
import { readFileSync } from 'node:fs';
import { errnoOf } from '../errno.ts';
import { KmscryptError } from '../error.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** How requests are made, one file a runtime: Node's http and Bun's fetch take proxies and certificates differently. */
export interface HttpSettings {
  readonly env: Env;
  /** Whether a proxy is set at all; what decides on it loads only then. */
  readonly proxied: boolean;
  /** Certificates that AWS_CA_BUNDLE names, PEM; they replace the system's, as in the AWS CLI. */
  readonly ca: string | undefined;
  /** In milliseconds. */
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  /** Nothing of a request keeps the process alive. */
  readonly unref: boolean;
}

const CONNECTION_TIMEOUT = 5_000;
const REQUEST_TIMEOUT = 10_000;

/**
 * The SDK's request handler with `HTTPS_PROXY`, `NO_PROXY` and `AWS_CA_BUNDLE` honoured, which the SDK alone does not.
 *
 * @throws KmscryptError `INVALID_OPTION` where AWS_CA_BUNDLE cannot be read.
 */
export async function requestHandler(
  env: Env,
  { unref }: Pick<HttpSettings, 'unref'>,
): Promise<NonNullable<KMSClientConfig['requestHandler']>> {
  const settings: HttpSettings = {
    env,
    proxied: Boolean(env['HTTPS_PROXY'] || env['https_proxy']),
    ca: env['AWS_CA_BUNDLE'] ? readCertificates(env['AWS_CA_BUNDLE']) : undefined,
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout: REQUEST_TIMEOUT,
    unref,
  };
  const { createHandler } = process.versions['bun']
    ? await import('./bun-http.ts')
    : await import('./node-http.ts');
  return createHandler(settings);
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new KmscryptError('INVALID_OPTION', `AWS_CA_BUNDLE: ${path} cannot be read: ${errnoOf(cause)}`, {
      cause,
    });
  }
}
