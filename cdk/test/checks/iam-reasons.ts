import type { StackKind } from '../../src/plan.ts';
import type { IamProblem } from '../support/iam-walker.ts';

/** Why something that the walker finds is as it is meant to be. */
export interface IamReason {
  readonly kind: StackKind;
  readonly problem: IamProblem;
  /** Logical ids. */
  readonly resource: RegExp;
  readonly reason: string;
}

export const IAM_REASONS: readonly IamReason[] = [
  ...(['wildcard-action', 'wildcard-resource'] as const).map((problem) => ({
    kind: 'baseline' as const,
    problem,
    resource: /^BoundaryPolicy/,
    reason:
      'a boundary grants nothing: it says what the policies of a role may grant at most, by what it denies',
  })),
  {
    kind: 'baseline',
    problem: 'wildcard-resource',
    resource: /^AgentsPolicy/,
    reason:
      'the agent fetches documents and associations of AWS as of the account, and tells of its own host',
  },
];
