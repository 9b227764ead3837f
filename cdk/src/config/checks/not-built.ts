import type { Draft } from '../draft.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../problem.ts';

const BUILT = new Set(['none', 'session-manager']);

/** Choices that have their place in the config, but nothing that they would deploy: refused rather than ignored. */
export function checkNotBuilt({ management, environments }: Draft): readonly Finding[] {
  const choices: { readonly path: Path; readonly type: string }[] = [
    { path: ['management', 'access'], type: management.access.type },
    { path: ['management', 'ci'], type: management.ci.type },
  ];
  for (const { environment, path } of environments)
    for (const part of ['compute', 'database', 'cache'] as const)
      choices.push({ path: [...path, part], type: environment[part].type });
  return choices
    .filter(({ type }) => !BUILT.has(type))
    .map(({ path, type }) => ({
      code: 'NOT_BUILT',
      path: [...path, 'type'],
      message: `${type} is not built yet`,
      cure: `leave ${path.at(-1)} out, or follow the roadmap in docs/reference-architecture.md`,
    }));
}
