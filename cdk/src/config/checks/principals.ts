import { type Draft, type PlacedEnvironment, SHARED_ACCOUNTS } from '../draft.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../problem.ts';
import type { Config } from '../schema.ts';

type Key = Config['management']['key'];

/** Whom the keys know besides the package's roles: roles and users of IAM, apart, and none of another environment's account. */
export function checkPrincipals(draft: Draft): readonly Finding[] {
  const { management, environments } = draft;
  const shared = keyFindings(management.key, ['management', 'key'], () => undefined);
  const others = environments.flatMap((placed) =>
    keyFindings(placed.environment.key, [...placed.path, 'key'], (account) =>
      foreign(draft, placed, account),
    ),
  );
  return [...shared, ...others];
}

/** The other environment that an account is of, where it is of nothing else that this one shares. */
function foreign(
  { accounts, environments, isStandIn }: Draft,
  { environment: own, path }: PlacedEnvironment,
  account: string,
): string | undefined {
  if (account === own.account || Object.values(accounts).includes(account)) return undefined;
  // It may be the one that was meant.
  if ([...SHARED_ACCOUNTS, [...path, 'account']].some(isStandIn)) return undefined;
  return environments.find(({ environment }) => environment.account === account)?.environment.name;
}

function keyFindings(
  key: Key,
  path: Path,
  foreignTo: (account: string) => string | undefined,
): readonly Finding[] {
  return (['administrators', 'users'] as const).flatMap((list) =>
    key[list].flatMap((arn, index): Finding[] => {
      const at = [...path, list, index];
      const account = /^arn:aws:iam::(\d{12}):(?:role|user)\/[\w+=,.@/-]+$/.exec(arn)?.[1];
      if (account === undefined) return [noPrincipal(arn, at)];
      const other = foreignTo(account);
      if (other !== undefined) {
        const message = `${arn} is of the account of ${other}, which may not share a key with this environment`;
        return [
          { code: 'PRINCIPAL_FOREIGN', path: at, message, cure: "take a role of this environment's account" },
        ];
      }
      if (key[list].indexOf(arn) !== index)
        return [{ code: 'PRINCIPAL_TWICE', path: at, message: `${arn} stands twice` }];
      if (list === 'administrators' || !key.administrators.includes(arn)) return [];
      const message = `${arn} administers the key, and so may not use it`;
      return [{ code: 'PRINCIPAL_TWICE', path: at, message, cure: 'take a role of its own for each' }];
    }),
  );
}

function noPrincipal(arn: string, path: Path): Finding {
  const role = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)/.exec(arn);
  const cure =
    role === null
      ? 'write one such as arn:aws:iam::111122223333:role/deploy'
      : `write arn:aws:iam::${role[1]}:role/${role[2]}`;
  return { code: 'PRINCIPAL_INVALID', path, message: `${arn} is not the ARN of a role or user of IAM`, cure };
}
