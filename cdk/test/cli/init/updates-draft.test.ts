import { expect, it } from 'vitest';
import { valueOf } from '../../../src/cli/init/draft-value.ts';
import { updatesDraft } from '../../../src/cli/init/updates-draft.ts';
import { problemsOf } from '../../config/rows.ts';

it('two environments of one account may both have what is commented out', async () => {
  const updatesIn = (environment: string): unknown =>
    valueOf([{ ...updatesDraft(environment), isOff: false }])['updates'];
  const stage = updatesIn('stage');
  expect(stage).toHaveProperty('fleets.jobs');
  expect(
    await problemsOf({
      'environments[1].account': '555555555555',
      'environments[0].updates': stage,
      'environments[1].updates': updatesIn('prod'),
    }),
  ).toEqual([]);
});
