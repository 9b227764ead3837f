import type { KmscryptErrorCode } from '@kmscrypt/core/error';

/** The config names something that is not there, or cannot be; asking again would not help. */
const REFUSED = [
  // EC2 API reference, "Error codes"
  'InvalidParameterValue',
  'InvalidParameterCombination',
  'InvalidLaunchTemplateId.NotFound',
  'InvalidLaunchTemplateId.VersionNotFound',
  'InvalidLaunchTemplateId.Malformed',
  'InvalidAMIID.NotFound',
  'InvalidAMIID.Malformed',
  'InvalidAMIID.Unavailable',
  // SSM API reference
  'InvalidDocument',
  'InvalidDocumentVersion',
  'InvalidParameters',
  'UnsupportedPlatformType',
  'InvalidInstanceId',
  'InvalidCommandId',
  'ParameterVersionNotFound',
  'ParameterPatternMismatchException',
  // ECS API reference
  'ClusterNotFoundException',
  'InvalidParameterException',
  'ClientException',
  // Elastic Load Balancing API reference; the query protocol leaves `Exception` out
  'TargetGroupNotFound',
  'TargetGroupNotFoundException',
  'InvalidTarget',
  'InvalidTargetException',
  'TooManyTargets',
  'TooManyTargetsException',
  'TooManyRegistrationsForTargetId',
  'TooManyRegistrationsForTargetIdException',
  'InvalidConfigurationRequest',
  // Auto Scaling and CloudWatch API references
  'ValidationError',
  'InstanceRefreshInProgress',
  'InstanceRefreshInProgressFault',
  'ActiveInstanceRefreshNotFound',
  'ActiveInstanceRefreshNotFoundFault',
  'IrreversibleInstanceRefresh',
  'IrreversibleInstanceRefreshFault',
  'ResourceNotFound',
  'ResourceNotFoundException',
  // SNS API reference
  'NotFound',
  'NotFoundException',
  'InvalidParameter',
] as const;

const BUSY = [
  'RateExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ThrottledException',
  'Throttled',
  'SlowDown',
  'LimitExceeded',
] as const;

/** What error names of these services mean, before those that all services share. */
export const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  ...REFUSED.map((name) => [name, 'INVALID_OPTION'] as const),
  ...BUSY.map((name) => [name, 'THROTTLED'] as const),
  ['ParameterNotFound', 'SECRET_NOT_FOUND'],
  ['UnauthorizedOperation', 'ACCESS_DENIED'],
  ['AuthorizationError', 'ACCESS_DENIED'],
  ['AuthorizationErrorException', 'ACCESS_DENIED'],
  ['AuthFailure', 'CREDENTIALS_REFUSED'],
]);
