import { expect, it } from 'vitest';
import { regionOfKeyId } from '../src/kms.ts';

it.each([
  ['a key ARN', 'arn:aws:kms:eu-west-1:111122223333:key/1234', 'eu-west-1'],
  ['an alias ARN', 'arn:aws:kms:us-east-1:111122223333:alias/cmk-dev', 'us-east-1'],
  ['another partition', 'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1', 'us-gov-west-1'],
  ['a key id', '1234abcd-12ab-34cd-56ef-1234567890ab', undefined],
  ['a multi-region key id', 'mrk-1234abcd12ab34cd56ef1234567890ab', undefined],
  ['an alias', 'alias/cmk-dev', undefined],
  ['an ARN without a region', 'arn:aws:kms::111122223333:key/1', undefined],
  ['an ARN of another service', 'arn:aws:iam:us-east-1:111122223333:role/x', undefined],
  ['nothing', '', undefined],
])('the region of %s', (_name, keyId, expected) => {
  expect(regionOfKeyId(keyId)).toBe(expected);
});
