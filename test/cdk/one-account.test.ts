import { afterAll, beforeAll, describe } from 'vitest';
import { oneAccount } from '../../cdk/test/support/configs.ts';
import { type AlarmReceivers, startAlarmReceivers } from '../support/alarm-receivers.ts';
import { placeOf } from '../support/cdk/accounts.ts';
import { type Deployment, deployConfig } from '../support/cdk/deployment.ts';
import { type Watching, watchEarlier, watchingOf } from '../support/cdk/earlier.ts';
import { updatingQuickly } from '../support/cdk/updating-quickly.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { describeAdoption } from './deployed/adoption.ts';
import { describeKeys } from './deployed/keys.ts';
import { describeNetwork } from './deployed/network.ts';
import { describePeering } from './deployed/peering.ts';
import { describeRoles } from './deployed/roles.ts';
import { describeSecrets, tellingByToken } from './deployed/secrets.ts';
import { describeSites } from './deployed/sites.ts';
import {
  describeSshKeyLeastPrivilege,
  SSH_KEY_OWN_HOSTS,
  SSH_KEY_TREE,
} from './deployed/ssh-key-least-privilege.ts';
import { describeSshKeyRoles } from './deployed/ssh-key-roles.ts';
import { describeSshKeyTree } from './deployed/ssh-key-tree.ts';
import { describeSshKeys } from './deployed/ssh-keys.ts';
import { describeUpdateRoles } from './deployed/update-roles.ts';
import { describeUpdatedImage } from './deployed/updated-image.ts';
import { describeUpdates } from './deployed/updates.ts';

// Where stage and prod are in one account, IAM alone would open the keys of both: the key policies have to hold them apart.
// Somebody had switched GuardDuty, AWS Config and an analyzer on in it before.

const ENVIRONMENTS = ['stage', 'prod'];
const found = findMinistack();

describe.skipIf(isLacking(found))('one account, deployed', () => {
  const config = updatingQuickly({ ...oneAccount(), sshKeys: { parameters: '/ssh-keys' } });
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
  describeSshKeys(() => deployment, ['mgmt', ...ENVIRONMENTS]);
  describeSshKeyTree(() => deployment, 'stage');
  describeSshKeyRoles(() => deployment, { own: 'stage', other: 'prod' });
  describeSshKeyLeastPrivilege(() => deployment, {
    statements: [...SSH_KEY_OWN_HOSTS, SSH_KEY_TREE],
    hostGroup: 'stage',
  });
  for (const environment of ENVIRONMENTS) describeUpdates(() => deployment, environment);
  describeUpdatedImage(() => deployment, 'stage');
  describeUpdateRoles(() => deployment, { own: 'stage', other: 'prod' });
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
