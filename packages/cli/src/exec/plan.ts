import { findTokens } from '@kmscrypt/core/token';
import type { ConfigTarget } from './config-target.ts';
import type { Origin } from './origin.ts';

/** The local key itself, which is none of the command's business. */
const KEY_MATERIAL = 'KMSCRYPT_LOCAL_KEY';
const REFERENCE = /^(?:secretsmanager|ssm)::/u;
const IN_A_FILE = /kmscrypt::|secretsmanager::|ssm::/u;

/** What the command's variables are to be. */
export interface Plan {
  /** Those that pass as they are, and those that are to be opened as they stand; each with its origin's name. */
  readonly variables: ReadonlyMap<string, { readonly value: string; readonly source: string }>;
  /** The origins with what of each is to be opened. */
  readonly toOpen: readonly Origin[];
}

/**
 * Plans the variables of the command: the environment wins over files, a later file over an earlier one, and what a config
 * goes into over both. The local key is taken out.
 *
 * @param files in the order of the command line.
 */
export function planVariables(
  environment: Origin,
  files: readonly Origin[],
  {
    isChosen,
    targets,
  }: { readonly isChosen: (name: string) => boolean; readonly targets: readonly ConfigTarget[] },
): Plan {
  const taken = new Set([KEY_MATERIAL, ...targets.flatMap(({ variable }) => variable ?? [])]);
  const winner = new Map<string, Origin>();
  for (const origin of [...files, environment]) {
    for (const name of origin.variables.keys()) winner.set(name, origin);
  }
  for (const name of taken) winner.delete(name);
  const toOpen = [environment, ...files].map((origin) => ({
    ...origin,
    variables: new Map(
      Array.from(origin.variables).filter(
        ([name, value]) => winner.get(name) === origin && isChosen(name) && isOpenable(value),
      ),
    ),
  }));
  return {
    variables: new Map(
      Array.from(winner, ([name, { name: source, variables }]) => [
        name,
        { value: variables.get(name) ?? '', source },
      ]),
    ),
    toOpen: toOpen.filter(({ variables }) => variables.size > 0),
  };
}

/** Whether a variable's value has to be opened: it holds a token, or refers to something as a whole. */
function isOpenable(value: string): boolean {
  return REFERENCE.test(value) || findTokens(value).length > 0;
}

/** Whether there may be something to open in a file. */
export function mayBeOpenable(text: string): boolean {
  return IN_A_FILE.test(text);
}
