import { expect, test } from 'vitest';
import { problemsOf } from '../support/iam-walker.ts';
import { LAYOUTS } from '../support/configs.ts';
import { statementsOf } from '../support/statements.ts';
import { plainTemplatesOf } from '../support/synth.ts';
import { planOf } from '../../src/plan.ts';
import { IAM_REASONS } from './iam-reasons.ts';

test.each(LAYOUTS)('%s: what the IAM walker finds has a reason', (_name, config) => {
  const templates = plainTemplatesOf(config);
  const found = planOf(config).stacks.flatMap(({ id, kind, account }) => {
    const template = templates.get(id) ?? { Resources: {} };
    return statementsOf(template).flatMap((statement) =>
      problemsOf(statement, account).map((problem) => ({ id, kind, problem, statement })),
    );
  });
  const unexplained = found.filter(
    ({ kind, problem, statement }) =>
      !IAM_REASONS.some(
        (reason) =>
          reason.kind === kind && reason.problem === problem && reason.resource.test(statement.resource),
      ),
  );
  expect(
    unexplained.map(
      ({ id, problem, statement }) =>
        `${id} ${statement.resource} ${statement.sid}: ${problem} (${statement.actions.join(', ')} on ${statement.resources.join(', ')})`,
    ),
  ).toEqual([]);
});

test('each reason is of something that is found', () => {
  const found = LAYOUTS.flatMap(([, config]) => {
    const templates = plainTemplatesOf(config);
    return planOf(config).stacks.flatMap(({ id, kind, account }) =>
      statementsOf(templates.get(id) ?? { Resources: {} }).flatMap((statement) =>
        problemsOf(statement, account).map((problem) => ({ kind, problem, resource: statement.resource })),
      ),
    );
  });
  const unused = IAM_REASONS.filter(
    (reason) =>
      !found.some(
        (each) =>
          each.kind === reason.kind && each.problem === reason.problem && reason.resource.test(each.resource),
      ),
  );
  expect(unused).toEqual([]);
});
