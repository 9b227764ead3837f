import { afterAll, beforeAll, describe } from 'vitest';
import { oneAccount } from '../../cdk/test/support/configs.ts';
import { type Deployment, deployConfig } from '../support/cdk/deployment.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { describeKeys } from './deployed/keys.ts';

// Where stage and prod are in one account, IAM alone would open both: the key policies have to hold them apart.

const found = findMinistack();

describe.skipIf(isLacking(found))('the keys of one account, deployed', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    const command = 'command' in found ? found.command : '';
    deployment = await deployConfig({ command, config: oneAccount(), only: (id) => id.endsWith('/keys') });
  });
  afterAll(() => deployment?.[Symbol.asyncDispose]());

  describeKeys(() => deployment, ['stage', 'prod']);
});
