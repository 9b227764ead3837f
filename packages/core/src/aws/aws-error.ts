import { KmscryptError, type KmscryptErrorCode } from '../error.ts';

/** Where a failed call went, for the message. */
export interface FailedCall {
  /** Default: KMS. */
  readonly service?:
    | 'KMS'
    | 'STS'
    | 'AWS'
    | 'Secrets Manager'
    | 'SSM'
    | 'SQS'
    | 'S3'
    | 'CloudFront'
    | 'CloudWatch'
    | 'DynamoDB'
    | 'SES'
    | 'SNS'
    | undefined;
  /** The operation, such as `Decrypt`; with AWS, what was looked for. */
  readonly operation: string;
  readonly region: string | undefined;
  /** The key, secret or parameter. */
  readonly keyId?: string | undefined;
  /** What error names of this service mean, before those that all services share. */
  readonly codes?: ReadonlyMap<string, KmscryptErrorCode>;
}

/** Error names of KMS, STS and of all services (AWS KMS API reference, each action's errors and "Common Errors") by what a user can do. */
const CODE_OF_NAME: ReadonlyMap<string, KmscryptErrorCode> = new Map(
  Object.entries({
    AccessDeniedException: 'ACCESS_DENIED',
    AccessDenied: 'ACCESS_DENIED',
    NotAuthorized: 'ACCESS_DENIED',
    OptInRequired: 'ACCESS_DENIED',
    NotFoundException: 'KEY_NOT_FOUND',
    InvalidArnException: 'KEY_NOT_FOUND',
    InvalidAliasNameException: 'KEY_NOT_FOUND',
    DisabledException: 'KEY_UNUSABLE',
    KMSInvalidStateException: 'KEY_UNUSABLE',
    InvalidKeyUsageException: 'KEY_UNUSABLE',
    UnsupportedOperationException: 'KEY_UNUSABLE',
    CustomKeyStoreInvalidStateException: 'KEY_UNUSABLE',
    KeyUnavailableException: 'KMS_FAILED',
    DependencyTimeoutException: 'KMS_FAILED',
    KMSInternalException: 'KMS_FAILED',
    InvalidCiphertextException: 'CIPHERTEXT_REFUSED',
    IncorrectKeyException: 'CIPHERTEXT_REFUSED',
    ThrottlingException: 'THROTTLED',
    Throttling: 'THROTTLED',
    LimitExceededException: 'THROTTLED',
    RequestLimitExceeded: 'THROTTLED',
    TooManyRequestsException: 'THROTTLED',
    ExpiredTokenException: 'CREDENTIALS_EXPIRED',
    ExpiredToken: 'CREDENTIALS_EXPIRED',
    UnrecognizedClientException: 'CREDENTIALS_REFUSED',
    InvalidClientTokenId: 'CREDENTIALS_REFUSED',
    InvalidSignatureException: 'CREDENTIALS_REFUSED',
    IncompleteSignature: 'CREDENTIALS_REFUSED',
    MissingAuthenticationToken: 'CREDENTIALS_REFUSED',
    SignatureDoesNotMatch: 'CREDENTIALS_REFUSED',
    RequestExpired: 'CLOCK_SKEW',
    RequestTimeTooSkewed: 'CLOCK_SKEW',
    RequestInTheFuture: 'CLOCK_SKEW',
    TimeoutError: 'TIMEOUT',
    AbortError: 'ABORTED',
  } satisfies Record<string, KmscryptErrorCode>),
);

/** What an `InvalidSignatureException` says when it is the clock that is wrong. */
const SKEWED_CLOCK = /signature (?:expired|not yet current)/i;
const NO_REGION = /region is missing|region=""/i;
const NO_SUCH_REGION = /region not accepted/i;
const EXPIRED_LOGIN = /expired|aws sso login|aws login/i;
/** Where credentials come from. */
const PROVIDER = new Set(['CredentialsProviderError', 'TokenProviderError']);
/** A file that a profile or a variable names, such as AWS_WEB_IDENTITY_TOKEN_FILE. */
const NO_FILE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM']);
const TIMED_OUT = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'Timeout']);
/** The SDK's handler names these TimeoutError too, though the other side has ended the connection. */
const RESET = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Turns whatever the SDK threw into an error of ours. What AWS or the system says holds neither plaintext nor key
 * material; what a parser says of an answer that it cannot read may quote it, so that is neither told nor kept.
 */
export function awsError(error: unknown, call: FailedCall): KmscryptError {
  if (error instanceof KmscryptError) return error;
  const place = call.region === undefined ? '' : ` in ${call.region}`;
  const key = call.keyId === undefined ? '' : ` with ${call.keyId}`;
  const failed = `${call.service ?? 'KMS'} ${call.operation}${key}${place} failed:`;
  if (!(error instanceof Error))
    return new KmscryptError(failureOf(call), `${failed} a ${typeof error} was thrown`, { cause: error });
  if (isUnreadableAnswer(error, call)) {
    return new KmscryptError(
      failureOf(call),
      `${failed} its answer (HTTP ${statusOf(error)}) cannot be read`,
    );
  }
  const code = codeOf(error, call);
  const text = code === 'REGION_MISSING' ? 'no region is set' : reasonOf(error);
  return new KmscryptError(code, `${failed} ${oneLine(text)}`, { cause: error });
}

/** There was an answer, and what failed is neither an error of KMS nor of the connection. */
function isUnreadableAnswer(error: Error, { codes }: FailedCall): boolean {
  const named = codes?.has(error.name) === true || CODE_OF_NAME.has(error.name);
  const told = '$fault' in error || named || systemCode(error) !== undefined;
  return '$response' in error && !told;
}

/** The error's name and message; the SDK says `UnknownError` where the service sent no message. */
function reasonOf(error: Error): string {
  if (systemCode(error) === 'ERR_INVALID_URL')
    return 'AWS_ENDPOINT_URL is not a URL; it begins with http:// or https://';
  const message = error.message.trim().replace(/^UnknownError$/, '') || systemCode(error);
  return [error.name === 'Error' ? undefined : error.name, message].filter(Boolean).join(': ');
}

/** A failure of the service itself. */
function failureOf({ service = 'KMS' }: FailedCall): KmscryptErrorCode {
  return service === 'KMS' || service === 'STS' ? 'KMS_FAILED' : 'AWS_FAILED';
}

/** From the most telling sign to the least: a status or a name says less than what a message or a socket says. */
function codeOf(error: Error, call: FailedCall): KmscryptErrorCode {
  if (SKEWED_CLOCK.test(error.message)) return 'CLOCK_SKEW';
  const system = systemCode(error);
  if (system !== undefined && RESET.has(system)) return 'NETWORK';
  const named = call.codes?.get(error.name) ?? CODE_OF_NAME.get(error.name);
  if (named !== undefined) return named;
  if (NO_REGION.test(error.message)) return 'REGION_MISSING';
  if (NO_SUCH_REGION.test(error.message)) return 'INVALID_OPTION';
  if (PROVIDER.has(error.name)) {
    return EXPIRED_LOGIN.test(error.message) ? 'CREDENTIALS_EXPIRED' : 'CREDENTIALS_MISSING';
  }
  const status = statusOf(error);
  if (error.name === 'ValidationException')
    return call.operation === 'Decrypt' ? 'CIPHERTEXT_REFUSED' : 'INVALID_OPTION';
  if (status !== undefined && status >= 500) return failureOf(call);
  if (status === 429) return 'THROTTLED';
  if (system === 'ERR_INVALID_URL') return 'INVALID_OPTION';
  if (system !== undefined && NO_FILE.has(system)) return 'CREDENTIALS_MISSING';
  if (system !== undefined && TIMED_OUT.has(system)) return 'TIMEOUT';
  return system === undefined ? failureOf(call) : 'NETWORK';
}

function statusOf(error: Error): number | undefined {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null)
    return undefined;
  const metadata: { httpStatusCode?: unknown } = error.$metadata;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/** The `code` of a socket, DNS or TLS failure, such as `ECONNREFUSED`; it may lie in a cause. */
function systemCode(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return systemCode(error.errors[0]);
  return error.cause instanceof Error ? systemCode(error.cause) : undefined;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
