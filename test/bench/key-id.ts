/** The one key of the stand-in for AWS KMS. */
export const KEY_ID = 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000001';
