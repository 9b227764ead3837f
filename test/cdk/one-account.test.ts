import { afterAll, beforeAll, describe } from 'vitest';
import { oneAccount } from '../../cdk/test/support/configs.ts';
import { type Deployment, deployConfig } from '../support/cdk/deployment.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { describeKeys } from './deployed/keys.ts';
import { describeNetwork } from './deployed/network.ts';
import { describePeering } from './deployed/peering.ts';

// Where stage and prod are in one account, IAM alone would open the keys of both: the key policies have to hold them apart.

const ENVIRONMENTS = ['stage', 'prod'];
const found = findMinistack();

describe.skipIf(isLacking(found))('one account, deployed', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deployConfig({
      command: 'command' in found ? found.command : '',
      config: oneAccount(),
    });
  });
  afterAll(() => deployment?.[Symbol.asyncDispose]());

  describeNetwork(() => deployment, ENVIRONMENTS);
  describePeering(() => deployment, ENVIRONMENTS);
  describeKeys(() => deployment, ENVIRONMENTS);
});
