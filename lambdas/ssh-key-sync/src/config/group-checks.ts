import { listOf, type Problem, problem } from '@kmscrypt/lambda/schema';
import { OWN } from './fields.ts';

type Group = Readonly<Record<string, unknown>> & { readonly name: string };

/** Groups of IAM of a host group whose source there is not. */
export function groupSourceProblems(group: Group, sources: ReadonlySet<string>): readonly Problem[] {
  return refsOf(group).flatMap(({ path, source }) =>
    sources.has(source) ? [] : [problem(path, `is of a source that \`sources\` does not have: ${source}`)],
  );
}

/** IAM does not tell names of groups by their case (IAM User Guide, "IAM and AWS STS quotas"): it is one group. */
export function groupsInTwoSpellings(groups: readonly Group[]): readonly Problem[] {
  const first = new Map<string, string>();
  return groups.flatMap(refsOf).flatMap(({ path, source, group }) => {
    const folded = `${source}:${group.toLowerCase()}`;
    const known = first.get(folded) ?? group;
    first.set(folded, known);
    return known === group
      ? []
      : [problem(path, `is written ${known} elsewhere, and IAM does not tell their case: write both alike`)];
  });
}

interface Ref {
  readonly path: PropertyKey[];
  readonly source: string;
  readonly group: string;
}

function refsOf({ name, login, sudo }: Group): readonly Ref[] {
  return Object.entries({ login, sudo }).flatMap(([list, refs]) =>
    listOf(refs).flatMap((ref, at) => {
      if (typeof ref !== 'string') return [];
      const colon = ref.indexOf(':');
      const source = colon === -1 ? OWN : ref.slice(0, colon);
      return [{ path: ['hosts', name, list, at], source, group: ref.slice(colon + 1) }];
    }),
  );
}
