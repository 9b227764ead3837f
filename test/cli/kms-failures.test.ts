import { describe, expect, inject, it } from 'vitest';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { awsEnv, createKey } from '../support/kms-at.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, run } from '../support/run.ts';

const TOKEN = `kmscrypt::${Buffer.from('a blob').toString('base64')}`;
const html: Fault = {
  status: 502,
  body: '<html>bad gateway</html>',
  headers: { 'content-type': 'text/html' },
};

/** What KMS answers to every call, the code that it comes to, the status and the number of calls. */
const ANSWERS: readonly (readonly [string, Fault, string, number, number])[] = [
  ['AccessDeniedException', awsError(400, 'AccessDeniedException'), 'ACCESS_DENIED', 4, 1],
  ['NotFoundException', awsError(400, 'NotFoundException'), 'KEY_NOT_FOUND', 4, 1],
  ['DisabledException', awsError(400, 'DisabledException'), 'KEY_UNUSABLE', 4, 1],
  ['KMSInvalidStateException', awsError(400, 'KMSInvalidStateException'), 'KEY_UNUSABLE', 4, 1],
  ['InvalidKeyUsageException', awsError(400, 'InvalidKeyUsageException'), 'KEY_UNUSABLE', 4, 1],
  ['IncorrectKeyException', awsError(400, 'IncorrectKeyException'), 'CIPHERTEXT_REFUSED', 3, 1],
  ['InvalidCiphertextException', awsError(400, 'InvalidCiphertextException'), 'CIPHERTEXT_REFUSED', 3, 1],
  ['ExpiredTokenException', awsError(400, 'ExpiredTokenException'), 'CREDENTIALS_EXPIRED', 4, 1],
  ['UnrecognizedClientException', awsError(400, 'UnrecognizedClientException'), 'CREDENTIALS_REFUSED', 4, 1],
  ['InvalidSignatureException', awsError(400, 'InvalidSignatureException'), 'CREDENTIALS_REFUSED', 4, 1],
  [
    'a skewed clock',
    awsError(
      400,
      'InvalidSignatureException',
      'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z',
    ),
    'CLOCK_SKEW',
    4,
    2,
  ],
  ['ValidationException', awsError(400, 'ValidationException'), 'CIPHERTEXT_REFUSED', 3, 1],
  ['ThrottlingException', awsError(400, 'ThrottlingException', 'Rate exceeded'), 'THROTTLED', 5, 8],
  ['LimitExceededException', awsError(400, 'LimitExceededException'), 'THROTTLED', 5, 8],
  ['KMSInternalException', awsError(500, 'KMSInternalException'), 'KMS_FAILED', 5, 5],
  ['DependencyTimeoutException', awsError(503, 'DependencyTimeoutException'), 'KMS_FAILED', 5, 5],
  ['a gateway in between', html, 'KMS_FAILED', 5, 5],
  ['a reset connection', 'reset', 'NETWORK', 6, 4],
  ['an answer cut off', 'cut', 'NETWORK', 6, 4],
];

describe.concurrent.each(PROGRAMS)('failures of KMS with the $name', (program) => {
  it.for(ANSWERS)('%s', async ([, fault, code, status, calls]) => {
    using kms = await faultKms(() => fault);
    const outcome = await run(program, ['decrypt', '--ciphertext', `a ${TOKEN}`], {
      env: awsEnv(kms.endpoint),
    });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual([code]);
    expect(outcome).toMatchObject({ status, stdout: Buffer.alloc(0) });
    if (code !== 'INVALID_OPTION') expect(hintsOf(outcome.stderr)).not.toEqual([]);
    expect(kms.calls).toHaveLength(calls);
  });

  it('gives up on a call that nobody answers, after a second one', async () => {
    using kms = await faultKms(() => 'hang');
    const outcome = await run(program, ['decrypt', '--ciphertext', TOKEN], { env: awsEnv(kms.endpoint) });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['TIMEOUT']);
    expect(outcome).toMatchObject({ status: 5, stdout: Buffer.alloc(0) });
    expect(kms.calls).toHaveLength(2);
  });

  it('gives up on an answer that stops in its middle', async () => {
    using kms = await faultKms(() => 'stall');
    const outcome = await run(program, ['decrypt', '--ciphertext', TOKEN], { env: awsEnv(kms.endpoint) });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['TIMEOUT']);
    expect(outcome).toMatchObject({ status: 5, stdout: Buffer.alloc(0) });
  });

  it('tries no more often than AWS_MAX_ATTEMPTS says', async () => {
    using kms = await faultKms(() => awsError(400, 'ThrottlingException'));
    const env = { ...awsEnv(kms.endpoint), AWS_MAX_ATTEMPTS: '2' };
    expect(await run(program, ['decrypt', '--ciphertext', TOKEN], { env })).toMatchObject({ status: 5 });
    expect(kms.calls).toHaveLength(2);
  });

  it('has a code of its own where nothing listens', async () => {
    const outcome = await run(program, ['decrypt', '--ciphertext', TOKEN], {
      env: awsEnv('http://127.0.0.1:1'),
    });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['NETWORK']);
    expect(outcome).toMatchObject({ status: 6, stdout: Buffer.alloc(0) });
  });

  it.skipIf(inject('endpoint') === '')('succeeds once a failure has passed', async () => {
    await createKey(inject('endpoint'), 'alias/passing');
    using kms = await faultKms(
      (call) => (call < 4 ? awsError(500, 'KMSInternalException') : 'pass'),
      inject('endpoint'),
    );
    const outcome = await run(program, ['encrypt', '--plaintext', 'x', '--key-id', 'alias/passing'], {
      env: awsEnv(kms.endpoint),
    });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(kms.calls).toHaveLength(4);
  });
});
