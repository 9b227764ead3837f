import { createHash, createHmac } from 'node:crypto';
import type { Keys } from './sessions.ts';

export interface TrailCall {
  readonly endpoint: string;
  readonly region: string;
  readonly keys: Keys;
  /** Of CloudTrail, such as `StopLogging`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Calls CloudTrail, whose client is not installed.
 *
 * @returns the name of the error; undefined where it was done
 */
export async function callTrail(call: TrailCall): Promise<string | undefined> {
  const { endpoint, operation, input } = call;
  const body = JSON.stringify(input);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(endpoint).host,
    'x-amz-date': time,
    ...(call.keys.sessionToken === undefined ? {} : { 'x-amz-security-token': call.keys.sessionToken }),
    'x-amz-target': `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${operation}`,
  };
  const authorization = sign(call, { time, headers, body });
  const response = await fetch(endpoint, { method: 'POST', headers: { ...headers, authorization }, body });
  if (response.ok) return undefined;
  const { __type: type = '' } = (await response.json()) as { readonly __type?: string };
  return type.slice(type.lastIndexOf('#') + 1);
}

interface Signed {
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly time: string;
  /** Lower case, sorted by name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Source: IAM User Guide, "Create a signed AWS API request". */
function sign({ region, keys }: TrailCall, { time, headers, body }: Signed): string {
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const scope = [time.slice(0, 8), region, 'cloudtrail', 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(request)].join('\n');
  let key: string | Buffer = `AWS4${keys.secretAccessKey}`;
  for (const part of scope) key = createHmac('sha256', key).update(part).digest();
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const credential = [keys.accessKeyId, ...scope].join('/');
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
