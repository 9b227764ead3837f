import { expect, test } from 'vitest';
import { decide } from '../support/evaluate-policy.ts';
import { ARCHIVE, DEV, FULL, SETTINGS, STATEMENTS, type Rows } from './bounded.ts';

const ALLOWED: Rows = [
  ['settings, by their function', { who: SETTINGS, action: 's3:PutAccountPublicAccessBlock' }],
  ['the recorder, by their function', { who: SETTINGS, action: 'config:PutConfigurationRecorder' }],
  ['the detector, by their function', { who: SETTINGS, action: 'guardduty:DeleteDetector' }],
  ['findings', { action: 'guardduty:GetFindings' }],
  ['lists of trusted addresses', { action: 'guardduty:GetIPSet' }],
  ['archive rules', { action: 'access-analyzer:GetArchiveRule' }],
  ['a finding that was looked into', { action: 'guardduty:ArchiveFindings' }],
  ['reading the archive', { action: 's3:GetObject', resource: `arn:aws:s3:::${ARCHIVE}/x` }],
  ['what the encryption of volumes is', { action: 'ec2:GetEbsDefaultKmsKeyId' }],
  ['another bucket', { action: 's3:DeleteObject', resource: 'arn:aws:s3:::uploads/x' }],
];

const DENIED: Rows = [
  ['leaving the organization', { action: 'organizations:LeaveOrganization' }],
  ['closing the account', { action: 'account:CloseAccount' }],
  ['stopping the trail', { action: 'cloudtrail:StopLogging' }],
  ['deleting the detector', { action: 'guardduty:DeleteDetector' }],
  ['hiding findings by a filter', { action: 'guardduty:CreateFilter' }],
  ['hiding more by a filter', { action: 'guardduty:UpdateFilter' }],
  ['hiding findings by a list of trusted addresses', { action: 'guardduty:CreateIPSet' }],
  ['hiding more by that list', { action: 'guardduty:UpdateIPSet' }],
  ['hiding findings by a list of trusted names', { action: 'guardduty:CreateTrustedEntitySet' }],
  ['fewer threats', { action: 'guardduty:DeleteThreatIntelSet' }],
  ['stopping AWS Config', { action: 'config:StopConfigurationRecorder' }],
  ['deleting the analyzer', { action: 'access-analyzer:DeleteAnalyzer' }],
  ['hiding what is open', { action: 'access-analyzer:CreateArchiveRule' }],
  ['hiding more of what is open', { action: 'access-analyzer:UpdateArchiveRule' }],
  ['hiding what was found open', { action: 'access-analyzer:ApplyArchiveRule' }],
  ['opening S3', { action: 's3:PutAccountPublicAccessBlock' }],
  ['plain volumes', { action: 'ec2:DisableEbsEncryptionByDefault' }],
  ['another key of volumes', { action: 'ec2:ModifyEbsDefaultKmsKeyId' }],
  ['no key of volumes', { action: 'ec2:ResetEbsDefaultKmsKeyId' }],
  ['weak passwords', { action: 'iam:UpdateAccountPasswordPolicy' }],
  ['deleting from the archive', { action: 's3:DeleteObject', resource: `arn:aws:s3:::${ARCHIVE}/x` }],
  ['deleting the archive', { action: 's3:DeleteBucket', resource: `arn:aws:s3:::${ARCHIVE}` }],
  ['how long it is kept', { action: 's3:PutLifecycleConfiguration', resource: `arn:aws:s3:::${ARCHIVE}` }],
  ['its versions', { action: 's3:PutBucketVersioning', resource: `arn:aws:s3:::${ARCHIVE}` }],
  ['the archive’s policy', { action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::${ARCHIVE}` }],
];

test.each(ALLOWED)('it lets through: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('allow');
});

test.each(DENIED)('it denies: %s', (_name, request) => {
  expect(decide(STATEMENTS, { principal: FULL, ...request })).toBe('deny');
});
