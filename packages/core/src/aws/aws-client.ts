export { awsError, type FailedCall } from './aws-error.ts';
export { type AwsAccess, clientConfig } from './client-config.ts';
export { RUN_FAILURES } from '../run-failures.ts';
