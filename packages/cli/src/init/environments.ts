/** What environments are called in names of files, in the order in which a secret moves through them. */
const ENVIRONMENTS: readonly (readonly [name: string, ...others: string[]])[] = [
  ['local'],
  ['dev', 'develop', 'development'],
  ['test', 'testing'],
  ['qa'],
  ['int', 'integration'],
  ['uat'],
  ['sandbox'],
  ['demo'],
  ['stage', 'staging', 'stg'],
  ['preprod'],
  ['prod', 'prd', 'production', 'live'],
];

/** Those whose secrets are a developer's own. */
const OF_DEVELOPERS: ReadonlySet<string> = new Set(['local', 'dev', 'test']);

/** An environment, and where a text names it. */
export interface NamedEnvironment {
  readonly environment: string;
  readonly start: number;
  readonly end: number;
}

/** The last word of a text that names an environment; words end at dots, dashes and underscores. */
export function environmentIn(text: string): NamedEnvironment | undefined {
  for (const { 0: word, index } of [...text.matchAll(/[^._-]+/gu)].toReversed()) {
    const environment = environmentOf(word);
    if (environment !== undefined) return { environment, start: index, end: index + word.length };
  }
  return undefined;
}

/** The usual name of the environment that a word names. */
export function environmentOf(word: string): string | undefined {
  return ENVIRONMENTS.find((names) => names.includes(word.toLowerCase()))?.[0];
}

export function isOfDevelopers(environment: string): boolean {
  return OF_DEVELOPERS.has(environment);
}

/** Sorts as secrets move, from developers to production. */
export function compareEnvironments(one: string, other: string): number {
  const rank = (environment: string): number => ENVIRONMENTS.findIndex(([name]) => name === environment);
  return rank(one) - rank(other);
}
