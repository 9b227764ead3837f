import type { Draft, PlacedEnvironment } from '../draft.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../problem.ts';

/** The roles of hosts, which an environment's Lambda may pass: each by its name, and of the environment's own account. */
export function checkHostRoles({ environments, isStandIn }: Draft): readonly Finding[] {
  return environments.flatMap(({ environment, path }) => {
    const { account, updates } = environment;
    const known = isStandIn([...path, 'account']) ? undefined : account;
    return (updates?.hostRoles ?? []).flatMap((arn, index) =>
      roleFindings(arn, { environment, account: known, path: [...path, 'updates', 'hostRoles', index] }),
    );
  });
}

interface Place extends Pick<PlacedEnvironment, 'environment'> {
  /** Undefined: not known. */
  readonly account: string | undefined;
  readonly path: Path;
}

function roleFindings(arn: string, { environment, account, path }: Place): readonly Finding[] {
  const own = /^arn:aws:iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]+$/.exec(arn)?.[1];
  if (own === undefined) {
    const message = `${arn} is not the ARN of one role of IAM`;
    return [{ code: 'PRINCIPAL_INVALID', path, message, cure: cureOf(arn, account) }];
  }
  if (account === undefined || own === account) return [];
  const message = `${arn} is of another account than ${environment.name}, whose hosts cannot have it`;
  return [{ code: 'PRINCIPAL_FOREIGN', path, message, cure: `name a role of ${account}` }];
}

function cureOf(arn: string, account = '111122223333'): string {
  const example = `arn:aws:iam::${account}:role/hosts`;
  return /^arn:[^:]+:iam::\d*:instance-profile\//.test(arn)
    ? `name the role that is in this instance profile, such as ${example}`
    : `write one such as ${example}, without wildcards`;
}
