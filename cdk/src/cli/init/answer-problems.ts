import * as fields from '../../config/fields.ts';
import { LAYOUT_NAMES } from './layout.ts';

/** Says what is wrong with an answer; undefined: nothing. */
export type ProblemOf = (answer: string) => string | undefined;

export const nameProblem: ProblemOf = of(fields.name);
export const regionProblem: ProblemOf = of(fields.regionName);
export const domainProblem: ProblemOf = of(fields.domain);
export const emailProblem: ProblemOf = of(fields.email);
export const accountProblem: ProblemOf = of(fields.accountId);

export const layoutProblem: ProblemOf = (answer) =>
  LAYOUT_NAMES.some((each) => each === answer) ? undefined : `is none of ${LAYOUT_NAMES.join(', ')}`;

export const environmentsProblem: ProblemOf = (answer) => {
  const names = namesIn(answer);
  for (const each of names) {
    const problem = nameProblem(each);
    if (problem !== undefined) return `: '${each}' ${problem}`;
    if (names.indexOf(each) !== names.lastIndexOf(each)) return `has ${each} twice`;
  }
  return undefined;
};

/** Names with commas between them. */
export function namesIn(text: string): readonly string[] {
  return text.split(',').map((each) => each.trim());
}

interface Field {
  safeParse(value: string): {
    readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined;
  };
}

function of(field: Field): ProblemOf {
  return (answer) => field.safeParse(answer).error?.issues[0]?.message;
}
