import { createHash, createHmac } from 'node:crypto';

/** A request as it came. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they stand in the first line. */
  readonly target: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Who may sign, and where. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Default: none is asked for. */
  readonly sessionToken?: string | undefined;
  readonly region: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<credential>[^, ]+), ?SignedHeaders=(?<names>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})$/;
/** In milliseconds. */
const MOST_SKEW = 15 * 60_000;

/**
 * Says what S3 would refuse a request for, or undefined: its signature is computed anew from what came.
 *
 * Rules: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 *
 * @param now in milliseconds since the epoch.
 */
export function signatureFault(request: SignedRequest, signer: Signer, now: number): string | undefined {
  const { headers, body } = request;
  const {
    credential,
    names = '',
    signature,
  } = AUTHORIZATION.exec(headers['authorization'] ?? '')?.groups ?? {};
  if (credential === undefined) return 'no signature';
  const date = headers['x-amz-date'] ?? '';
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (!(Math.abs(now - at) <= MOST_SKEW)) return `of another time: ${date}`;
  const scope = `${date.slice(0, 8)}/${signer.region}/s3/aws4_request`;
  if (credential !== `${signer.accessKeyId}/${scope}`) return `of another scope: ${credential}`;
  if (headers['x-amz-security-token'] !== signer.sessionToken) return 'another session token';
  if (headers['x-amz-content-sha256'] !== sha256(body)) return 'another body than was signed';
  const signed = names.split(';');
  if (signed.toSorted().join(';') !== names) return `names out of order: ${names}`;
  const lost = signed.filter((name) => headers[name] === undefined);
  if (lost.length > 0) return `signed, but not sent: ${lost.join(', ')}`;
  const bare = Object.keys(headers).filter((name) => mustBeSigned(name) && !signed.includes(name));
  if (bare.length > 0) return `sent, but not signed: ${bare.join(', ')}`;
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonicalOf(request, signed))].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${signer.secretAccessKey}`);
  return hmac(key, text).toString('hex') === signature ? undefined : 'the signature does not match';
}

function mustBeSigned(name: string): boolean {
  return name === 'host' || name === 'content-type' || name.startsWith('x-amz-');
}

function canonicalOf({ method, target, headers, body }: SignedRequest, signed: readonly string[]): string {
  const [path = '', query = ''] = target.split('?');
  const parameters = query.split('&').filter((each) => each !== '');
  return [
    method,
    path.split('/').map(encodedOnce).join('/'),
    parameters.map(parameterOf).toSorted().join('&'),
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`),
    '',
    signed.join(';'),
    sha256(body),
  ].join('\n');
}

function parameterOf(text: string): string {
  const [name = '', value = ''] = text.split('=');
  return `${encodedOnce(name)}=${encodedOnce(value)}`;
}

/** S3 alone does not encode a path twice. */
function encodedOnce(text: string): string {
  return encodeURIComponent(decodeURIComponent(text)).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
