import { afterAll, beforeAll, describe } from 'vitest';
import { oneAccount } from '../../cdk/test/support/configs.ts';
import { type AlarmReceivers, startAlarmReceivers } from '../support/alarm-receivers.ts';
import { placeOf } from '../support/cdk/accounts.ts';
import { type Deployment, deployConfig } from '../support/cdk/deployment.ts';
import { type Watching, watchEarlier, watchingOf } from '../support/cdk/earlier.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { describeAdoption } from './deployed/adoption.ts';
import { describeKeys } from './deployed/keys.ts';
import { describeNetwork } from './deployed/network.ts';
import { describePeering } from './deployed/peering.ts';
import { describeRoles } from './deployed/roles.ts';
import { describeSecrets, tellingByToken } from './deployed/secrets.ts';
import { describeSites } from './deployed/sites.ts';

// Where stage and prod are in one account, IAM alone would open the keys of both: the key policies have to hold them apart.
// Somebody had switched GuardDuty, AWS Config and an analyzer on in it before.

const ENVIRONMENTS = ['stage', 'prod'];
const found = findMinistack();

describe.skipIf(isLacking(found))('one account, deployed', () => {
  const config = oneAccount();
  const place = placeOf(config, 'security');
  let deployment: Deployment;
  let receivers: AlarmReceivers;
  let earlier: Watching;
  beforeAll(async () => {
    receivers = await startAlarmReceivers({ host: '127.0.0.2' });
    deployment = await deployConfig({
      command: 'command' in found ? found.command : '',
      config,
      prepare: async ({ endpoint }) => {
        await watchEarlier(endpoint, place);
        earlier = await watchingOf(endpoint, place);
      },
      complete: (emulator) => tellingByToken(emulator, config, receivers),
    });
  });
  afterAll(async () => {
    await receivers?.[Symbol.asyncDispose]();
    await deployment?.[Symbol.asyncDispose]();
  });

  describeRoles(() => deployment);
  describeNetwork(() => deployment, ENVIRONMENTS);
  describePeering(() => deployment, ENVIRONMENTS);
  describeSites(() => deployment, ENVIRONMENTS);
  describeKeys(() => deployment, ENVIRONMENTS);
  describeSecrets(
    () => deployment,
    () => receivers,
  );
  describeAdoption(
    () => deployment,
    () => earlier,
  );
});
