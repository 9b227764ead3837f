import type { KmscryptErrorCode } from '@kmscrypt/core/error';

/** Names of AWS's errors for operations that a partition or region does not have: as little to be had as what is not allowed. */
export const NOT_OFFERED: readonly (readonly [name: string, code: KmscryptErrorCode])[] = [
  ['UnknownOperationException', 'ACCESS_DENIED'],
  ['InvalidAction', 'ACCESS_DENIED'],
];
