import { areDisjoint, fieldsOf, listOf, type Problem, problem } from '@kmscrypt/lambda/schema';
import { OWN } from './fields.ts';
import { groupsInTwoSpellings, groupSourceProblems } from './group-checks.ts';
import { nameProblems } from './name-checks.ts';

/** Where parts of a config do not fit together; what is wrong in itself is passed over. */
export function configProblems(config: unknown): readonly Problem[] {
  const { sources, hosts, names, uids, breakGlass, readEvery, expiresAfter } = fieldsOf(config);
  const groups = Object.entries(fieldsOf(hosts)).map(([name, group]) => ({ name, ...fieldsOf(group) }));
  const known = new Set([OWN, ...Object.keys(fieldsOf(sources))]);
  return [
    ...(hosts !== undefined && groups.length === 0 ? [problem(['hosts'], 'names no group of hosts')] : []),
    ...groups.flatMap((group) => groupProblems(group, known)),
    ...groupsInTwoSpellings(groups),
    ...sourcesOfOneAccount(sources),
    ...overlapping(groups),
    ...nameProblems(names, { sources: known, breakGlass: fieldsOf(breakGlass)['login'] }),
    ...breakGlassUid(uids, breakGlass),
    ...shortLife(readEvery, expiresAfter),
  ];
}

type Group = Readonly<Record<string, unknown>> & { readonly name: string };

function groupProblems(group: Group, sources: ReadonlySet<string>): readonly Problem[] {
  const { name, role, externalId, login, sudo } = group;
  return [
    ...(role !== undefined && externalId === undefined
      ? [problem(['hosts', name], 'has a `role`, and no `externalId` for it')]
      : []),
    ...(role === undefined && externalId !== undefined
      ? [problem(['hosts', name, 'externalId'], 'is of no use without a `role`')]
      : []),
    ...(listOf(login).length + listOf(sudo).length === 0
      ? [problem(['hosts', name], 'has neither `login` nor `sudo` groups: nobody could log in')]
      : []),
    ...groupSourceProblems(group, sources),
  ];
}

/** An event has but the number of its account: it is of one source. */
function sourcesOfOneAccount(sources: unknown): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.entries(fieldsOf(sources)).flatMap(([name, source]) => {
    const { role } = fieldsOf(source);
    if (typeof role !== 'string') return [];
    const account = accountOfRole(role);
    const known = first.get(account) ?? name;
    first.set(account, known);
    return known === name
      ? []
      : [
          problem(
            ['sources', name, 'role'],
            `is of the same account as that of ${known}: an account is one source`,
          ),
        ];
  });
}

/** A host has one manifest: two groups in one place must have a tag that tells them apart. */
function overlapping(groups: readonly Group[]): readonly Problem[] {
  return groups.flatMap((one, at) =>
    groups
      .slice(0, at)
      .filter((other) => areInOnePlace(one, other) && !areDisjoint(one['tags'], other['tags']))
      .map((other) =>
        problem(
          ['hosts', one.name, 'tags'],
          `fit hosts of ${other.name}, too: give both one tag with different values`,
        ),
      ),
  );
}

/** Where none is named it is the Lambda's own, which the config does not know: it may be any. */
function areInOnePlace(one: Group, other: Group): boolean {
  const isSameAccount = accountOf(one) === accountOf(other);
  const { region } = one;
  return (
    isSameAccount && (region === undefined || other['region'] === undefined || region === other['region'])
  );
}

function accountOf({ role }: Group): string {
  return typeof role === 'string' ? accountOfRole(role) : OWN;
}

function accountOfRole(arn: string): string {
  return arn.split(':')[4] ?? '';
}

function breakGlassUid(uids: unknown, breakGlass: unknown): readonly Problem[] {
  const { from, to } = fieldsOf(uids);
  const { uid } = fieldsOf(breakGlass);
  const isAmong =
    typeof from === 'number' && typeof to === 'number' && typeof uid === 'number' && uid >= from && uid <= to;
  return isAmong ? [problem(['breakGlass', 'uid'], 'is one of `uids`, which are for users of IAM')] : [];
}

/** `readEvery` is in minutes, `expiresAfter` in hours: one whole read that fails is not to let manifests expire. */
function shortLife(readEvery: unknown, expiresAfter: unknown): readonly Problem[] {
  const isShort =
    typeof readEvery === 'number' && typeof expiresAfter === 'number' && expiresAfter * 60 < 2 * readEvery;
  return isShort
    ? [
        problem(
          ['expiresAfter'],
          `is ${expiresAfter} hours, less than two whole reads, each ${readEvery} minutes after the last (\`readEvery\`): manifests would expire between them`,
        ),
      ]
    : [];
}
