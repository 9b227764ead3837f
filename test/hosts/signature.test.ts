import { describe, expect, it, test } from 'vitest';
import { findRig, isLackingRig } from '../support/rig/find.ts';
import { expectStatus, GROUP, installArgs, startKeyHost } from '../support/rig/key-host.ts';
import { type SignedRequest, signatureFault } from '../support/rig/sigv4.ts';
import { startStrictBucket } from '../support/rig/strict-bucket.ts';
import { keyFolder, keysOf, person } from './people.ts';

const rig = findRig();
const folder = keyFolder();

describe.skipIf(isLackingRig(rig))('by curl', () => {
  const keys = keysOf(folder, ['guard', 'bob']);
  const users = [person('break-glass', 19_999, keys.guard, 'keep'), person('bob', 20_002, keys.bob)];

  test('S3 takes what a host signs: the manifest that it gets and the report that it puts', async () => {
    if ('reason' in rig) throw new Error(rig.reason);
    using bucket = await startStrictBucket();
    await using here = await startKeyHost({ layers: [rig.root], endpoint: bucket.endpoint, bucket });
    expect((await here.host.run('command -v aws')).status).not.toBe(0);
    await expectStatus(here.script(installArgs(bucket)));
    const { stderr } = await here.apply({ version: 1, users });
    const status = `PUT /${bucket.name}/status/${here.imds.arn.replaceAll(':', '%3A')}`;
    expect(bucket.requests).toEqual([`GET /${bucket.name}/manifests/${GROUP}/current`, status]);
    expect(stderr).toBe('');
    expect((await here.report()).get('result')).toEqual(['applied']);
  });
});

/** Examples of AWS's page: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const SIGNER = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const NOW = Date.UTC(2013, 4, 24);
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function signed(names: string, signature: string, headers: Readonly<Record<string, string>>) {
  const scope = `${SIGNER.accessKeyId}/20130524/us-east-1/s3/aws4_request`;
  return {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${names},Signature=${signature}`,
    ...headers,
  };
}

const GET: SignedRequest = {
  method: 'GET',
  target: '/test.txt',
  headers: signed(
    'host;range;x-amz-content-sha256;x-amz-date',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    { range: 'bytes=0-9' },
  ),
  body: '',
};
const PUT: SignedRequest = {
  method: 'PUT',
  target: '/test%24file.text',
  headers: signed(
    'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    },
  ),
  body: 'Welcome to Amazon S3.',
};
const WITH_QUERY: SignedRequest = {
  ...GET,
  target: '/?lifecycle',
  headers: signed(
    'host;x-amz-content-sha256;x-amz-date',
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    {},
  ),
};
const without = ({ headers, ...rest }: SignedRequest, name: string): SignedRequest => ({
  ...rest,
  headers: Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name)),
});
const withHeader = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

describe('the witness', () => {
  it.each<readonly [name: string, request: SignedRequest]>([
    ['a GET', GET],
    ['a PUT of a name with a percent sign', PUT],
    ['a query', WITH_QUERY],
    ['the same name, not encoded', { ...PUT, target: '/test$file.text' }],
    ['a header more', withHeader(GET, 'accept', '*/*')],
  ])('takes %s', (_name, request) => {
    expect(signatureFault(request, SIGNER, NOW)).toBeUndefined();
  });

  it.each<readonly [name: string, request: SignedRequest, fault: RegExp]>([
    ['no signature', without(GET, 'authorization'), /^no signature/],
    ['another path', { ...GET, target: '/test.text' }, /does not match/],
    ['another method', { ...GET, method: 'HEAD' }, /does not match/],
    ['another body', { ...PUT, body: '' }, /^another body/],
    ['a header that was not sent', without(GET, 'range'), /^signed, but not sent: range/],
    [
      'a header of Amazon that was not signed',
      withHeader(GET, 'x-amz-acl', 'private'),
      /not signed: x-amz-acl/,
    ],
    ['a session token that nobody has', withHeader(GET, 'x-amz-security-token', 'x'), /session token/],
    ['another time', withHeader(GET, 'x-amz-date', '20130524T001501Z'), /^of another time/],
  ])('refuses %s', (_name, request, fault) => {
    expect(signatureFault(request, SIGNER, NOW)).toMatch(fault);
  });
});
