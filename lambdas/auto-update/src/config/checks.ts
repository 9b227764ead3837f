import { areDisjoint, fieldsOf, type Problem, problem } from '@kmscrypt/lambda/schema';
import { policyProblems } from './policy-checks.ts';

/** Where parts of a config do not fit together; what is wrong in itself is passed over. */
export function configProblems(config: unknown): readonly Problem[] {
  const { environment, promotion, policy, fleets } = fieldsOf(config);
  const all = Object.entries(fieldsOf(fleets)).map(([name, fleet]) => ({ name, ...fieldsOf(fleet) }));
  return [
    ...(isObject(fleets) && all.length === 0 ? [problem(['fleets'], 'names no fleet')] : []),
    ...promotionProblems(environment, fieldsOf(promotion)),
    ...policyProblems(policy, all),
    ...all.flatMap(imageProblems),
    ...all.flatMap((one, at) => all.slice(0, at).flatMap((other) => shared(one, other))),
  ];
}

type Fleet = Readonly<Record<string, unknown>> & { readonly name: string };

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function promotionProblems(
  environment: unknown,
  { role, externalId, after }: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  return [
    ...(role !== undefined && externalId === undefined
      ? [problem(['promotion'], 'has a `role`, and no `externalId` for it')]
      : []),
    ...(role === undefined && externalId !== undefined
      ? [problem(['promotion', 'externalId'], 'is of no use without a `role`')]
      : []),
    ...(after !== undefined && after === environment
      ? [
          problem(
            ['promotion', 'after'],
            'is this environment itself, which would wait for ever: name the one before, or leave it out',
          ),
        ]
      : []),
  ];
}

function imageProblems({ name, mode, image, current }: Fleet): readonly Problem[] {
  if (mode !== 'refresh' || current === undefined || current !== image) return [];
  return [
    problem(
      ['fleets', name, 'current'],
      'is the parameter that `image` names, which the Lambda reads: give what it writes another one',
    ),
  ];
}

/** A host has one writer, and so has a parameter. */
function shared(one: Fleet, other: Fleet): readonly Problem[] {
  const twice = (field: string): readonly Problem[] =>
    one[field] !== undefined && one[field] === other[field]
      ? [problem(['fleets', one.name, field], `is that of ${other.name}, too`)]
      : [];
  const hosts =
    one['mode'] === 'in-place' && other['mode'] === 'in-place' && !areDisjoint(one['tags'], other['tags'])
      ? [
          problem(
            ['fleets', one.name, 'tags'],
            `fit hosts of ${other.name}, too: give both one tag with different values`,
          ),
        ]
      : [];
  return [...twice('cluster'), ...twice('group'), ...twice('current'), ...hosts];
}
