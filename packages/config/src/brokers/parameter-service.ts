import type { KmscryptErrorCode } from '@kmscrypt/core/error';
import type { Service } from './aws-calls.ts';

/** Systems Manager API reference, GetParameter, GetParameters and GetParametersByPath: their errors. */
export const SSM: Service = {
  service: 'SSM',
  codes: new Map<string, KmscryptErrorCode>([
    ['ParameterNotFound', 'SECRET_NOT_FOUND'],
    ['ParameterVersionNotFound', 'SECRET_NOT_FOUND'],
    ['ParameterVersionLabelNotFound', 'SECRET_NOT_FOUND'],
    // Of a parameter that stands for a secret of Secrets Manager.
    ['ResourceNotFoundException', 'SECRET_NOT_FOUND'],
    // A name that no parameter can have.
    ['ValidationException', 'SECRET_NOT_FOUND'],
    ['InvalidKeyId', 'SECRET_UNUSABLE'],
    ['InternalServerError', 'AWS_FAILED'],
  ]),
};
