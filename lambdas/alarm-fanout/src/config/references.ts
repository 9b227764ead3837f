import { fieldsOf, type Problem } from './problem.ts';

/** Where names of destinations stand that are not in `destinations`. Looks at what is there, whatever else is wrong. */
export function unknownDestinations(config: unknown): readonly Problem[] {
  const { destinations, fallback, routes, quiet } = fieldsOf(config);
  const known = new Set(Object.keys(fieldsOf(destinations)));
  const named = [
    ...entriesOf(fallback).map(([index, name]) => ({ path: ['fallback', index], name })),
    ...namesIn('routes', routes),
    ...namesIn('quiet', quiet),
  ];
  return named.flatMap(({ path, name }) =>
    typeof name !== 'string' || known.has(name)
      ? []
      : [
          {
            code: 'custom',
            input: name,
            path,
            message: `there is no destination ${JSON.stringify(name)}`,
          } as const,
        ],
  );
}

function namesIn(
  list: string,
  rules: unknown,
): readonly { readonly path: PropertyKey[]; readonly name: unknown }[] {
  return entriesOf(rules).flatMap(([rule, each]) =>
    entriesOf(fieldsOf(each)['to']).map(([index, name]) => ({ path: [list, rule, 'to', index], name })),
  );
}

function entriesOf(value: unknown): readonly (readonly [index: number, value: unknown])[] {
  return Array.isArray(value) ? value.map((each: unknown, index) => [index, each] as const) : [];
}
