import { describe, expect, it } from 'vitest';
import { awsError } from '../../src/aws/aws-error.ts';
import { KmscryptError } from '../../src/error.ts';

const CALL = { operation: 'Decrypt', region: 'us-east-1' };

function named(name: string, message = '', more: object = {}): Error {
  return Object.assign(new Error(message), { name }, more);
}

// Names as the service sends them: AWS KMS API reference, each action's errors and "Common Errors".
it.each<[name: string, error: unknown, code: string]>([
  ['no permission', named('AccessDeniedException'), 'ACCESS_DENIED'],
  ['no permission at STS', named('AccessDenied'), 'ACCESS_DENIED'],
  ['no key', named('NotFoundException'), 'KEY_NOT_FOUND'],
  ['a malformed ARN', named('InvalidArnException'), 'KEY_NOT_FOUND'],
  ['a disabled key', named('DisabledException'), 'KEY_UNUSABLE'],
  ['a key to be deleted', named('KMSInvalidStateException'), 'KEY_UNUSABLE'],
  ['a key for signing', named('InvalidKeyUsageException'), 'KEY_UNUSABLE'],
  ['a garbled blob', named('InvalidCiphertextException'), 'CIPHERTEXT_REFUSED'],
  ['another key', named('IncorrectKeyException'), 'CIPHERTEXT_REFUSED'],
  ['throttled', named('ThrottlingException'), 'THROTTLED'],
  ['throttled by quota', named('LimitExceededException'), 'THROTTLED'],
  ['throttled, by status alone', named('Strange', '', { $metadata: { httpStatusCode: 429 } }), 'THROTTLED'],
  ['internal', named('KMSInternalException'), 'KMS_FAILED'],
  [
    'unavailable, by status alone',
    named('Strange', '', { $metadata: { httpStatusCode: 503 } }),
    'KMS_FAILED',
  ],
  ['a dependency', named('DependencyTimeoutException'), 'KMS_FAILED'],
  [
    'an invalid request',
    named('ValidationException', '', { $metadata: { httpStatusCode: 400 } }),
    'CIPHERTEXT_REFUSED',
  ],
  ['an unknown refusal', named('NewException', '', { $metadata: { httpStatusCode: 400 } }), 'KMS_FAILED'],
  ['an expired session', named('ExpiredTokenException'), 'CREDENTIALS_EXPIRED'],
  ['an expired session at STS', named('ExpiredToken'), 'CREDENTIALS_EXPIRED'],
  ['an unknown access key', named('UnrecognizedClientException'), 'CREDENTIALS_REFUSED'],
  [
    'a wrong secret',
    named('InvalidSignatureException', 'The request signature we calculated'),
    'CREDENTIALS_REFUSED',
  ],
  [
    'a slow clock',
    named('InvalidSignatureException', 'Signature expired: 20260101T000000Z is now'),
    'CLOCK_SKEW',
  ],
  ['a fast clock', named('InvalidSignatureException', 'Signature not yet current: 2026'), 'CLOCK_SKEW'],
  ['a skewed clock at STS', named('RequestTimeTooSkewed'), 'CLOCK_SKEW'],
  ['no region', named('Error', 'Region is missing'), 'REGION_MISSING'],
  [
    'no credentials',
    named('CredentialsProviderError', 'Could not load credentials from any providers'),
    'CREDENTIALS_MISSING',
  ],
  [
    'an expired SSO session',
    named('CredentialsProviderError', 'The SSO session associated with this profile has expired'),
    'CREDENTIALS_EXPIRED',
  ],
  [
    'an expired SSO token',
    named('TokenProviderError', 'Token is expired. To refresh run aws sso login'),
    'CREDENTIALS_EXPIRED',
  ],
  ['a slow answer', named('TimeoutError'), 'TIMEOUT'],
  ['a connection that takes too long', named('Error', '', { code: 'ETIMEDOUT' }), 'TIMEOUT'],
  ['an aborted call', named('AbortError', 'Request aborted'), 'ABORTED'],
  [
    'an empty region',
    named('Error', 'Region not accepted: region="" is not a valid hostname'),
    'REGION_MISSING',
  ],
  ['a malformed region', named('Error', 'Region not accepted: region="us east" is no'), 'INVALID_OPTION'],
  ['a reset connection', named('TimeoutError', '', { code: 'ECONNRESET' }), 'NETWORK'],
  ['a broken connection', named('TimeoutError', '', { code: 'EPIPE' }), 'NETWORK'],
  ['a connection that is never made', named('TimeoutError', '', { code: 'ETIMEDOUT' }), 'TIMEOUT'],
  ['nobody listens', named('Error', 'connect ECONNREFUSED', { code: 'ECONNREFUSED' }), 'NETWORK'],
  ['no such host', named('Error', 'getaddrinfo ENOTFOUND', { code: 'ENOTFOUND' }), 'NETWORK'],
  ['a certificate of a stranger', named('Error', '', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'NETWORK'],
  [
    'several addresses, none answers',
    new AggregateError([named('Error', '', { code: 'ECONNREFUSED' })]),
    'NETWORK',
  ],
  [
    'a reset inside a cause',
    new Error('failed', { cause: named('Error', '', { code: 'ECONNRESET' }) }),
    'NETWORK',
  ],
  ['something that is no error', 'broken', 'KMS_FAILED'],
])('%s', (_name, error, code) => {
  const made = awsError(error, CALL);
  expect(made.code).toBe(code);
  expect(made.cause).toBe(error);
});

describe('the message', () => {
  it('names the operation, key, region and reason in one line', () => {
    const error = named('NotFoundException', "Alias 'alias/x'\n  is not found.");
    const { message } = awsError(error, { operation: 'Encrypt', region: 'eu-west-1', keyId: 'alias/x' });
    for (const part of ['Encrypt', 'alias/x', 'eu-west-1', 'NotFoundException', 'is not found']) {
      expect(message).toContain(part);
    }
    expect(message).not.toContain('\n');
  });

  it.each([
    ['no message of the service', named('DisabledException', 'UnknownError')],
    ['no message at all', named('Error', '', { code: 'ECONNREFUSED' })],
  ])('with %s still says something', (_name, error) => {
    expect(awsError(error, CALL).message).toMatch(/failed: (DisabledException|ECONNREFUSED)$/);
  });
});

it('leaves an error of ours as it is', () => {
  const error = new KmscryptError('INVALID_OPTION', 'x');
  expect(awsError(error, CALL)).toBe(error);
});

it.each([
  [
    'a file that a variable names',
    Object.assign(new Error('no such file'), { code: 'ENOENT' }),
    'CREDENTIALS_MISSING',
  ],
  [
    'an endpoint that is no URL',
    Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' }),
    'INVALID_OPTION',
  ],
])('%s', (_name, error, code) => {
  expect(awsError(error, CALL).code).toBe(code);
});

it('neither tells nor keeps what a parser quotes of an answer', () => {
  const error = Object.assign(new SyntaxError('Unexpected identifier "canary"'), {
    $response: {},
    $metadata: {},
  });
  const made = awsError(error, CALL);
  expect(made.code).toBe('KMS_FAILED');
  expect(made.cause).toBeUndefined();
  expect(made.message).not.toContain('canary');
});

it('names the variable where an endpoint is no URL', () => {
  const error = Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
  expect(awsError(error, CALL).message).toContain('AWS_ENDPOINT_URL');
});
