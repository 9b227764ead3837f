import { exceptFor, type Denial } from './boundary-denial.ts';
import type { BoundaryOptions } from './boundary-options.ts';
import { roleName } from './roles.ts';

/** Keys are changed by their administrators. */
export function denialsOfKeys(options: BoundaryOptions): readonly Denial[] {
  const { keyAliases = ['alias/cmk-*'], keyAdministrators, account, partition } = options;
  const administrators = keyAdministrators ?? [`arn:${partition}:iam::${account}:role/${roleName('full')}`];
  return [
    {
      // A key's policy says who decrypts, and with the key goes all that is under it.
      sid: 'KeysStay',
      actions: ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
      conditions: {
        'ForAnyValue:StringLike': { 'kms:ResourceAliases': keyAliases },
        ...exceptFor(administrators),
      },
    },
    {
      // An alias that points elsewhere has new secrets encrypted under somebody else's key.
      sid: 'AliasesStay',
      actions: ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
      resources: keyAliases.map((alias) => `arn:${partition}:kms:*:${account}:${alias}`),
      conditions: exceptFor(administrators),
    },
  ];
}
