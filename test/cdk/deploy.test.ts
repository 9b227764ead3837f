import { afterAll, beforeAll, describe } from 'vitest';
import { sixAccounts } from '../../cdk/test/support/configs.ts';
import { type AlarmReceivers, startAlarmReceivers } from '../support/alarm-receivers.ts';
import { type Deployment, deployConfig } from '../support/cdk/deployment.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { describeAgain } from './deployed/again.ts';
import { describeAccess } from './deployed/access.ts';
import { describeAlarmPath, tellingOnly } from './deployed/alarm-path.ts';
import { describeArchive } from './deployed/archive.ts';
import { describeEventPath } from './deployed/event-path.ts';
import { describeKeys } from './deployed/keys.ts';
import { describeLeastPrivilege } from './deployed/least-privilege.ts';
import { describeNetwork } from './deployed/network.ts';

// Every stack of six accounts, as it is synthesised, in one emulator that keeps accounts apart, runs Lambdas and asks IAM.

const found = findMinistack();

describe.skipIf(isLacking(found))('six accounts, deployed', () => {
  let deployment: Deployment;
  let receivers: AlarmReceivers;
  beforeAll(async () => {
    receivers = await startAlarmReceivers({ host: '127.0.0.2' });
    const config = tellingOnly(sixAccounts(), receivers);
    deployment = await deployConfig({ command: 'command' in found ? found.command : '', config });
  });
  afterAll(async () => {
    await receivers?.[Symbol.asyncDispose]();
    await deployment?.[Symbol.asyncDispose]();
  });

  describeNetwork(() => deployment);
  describeKeys(() => deployment, ['dev', 'stage', 'prod']);
  describeAccess(() => deployment);
  describeArchive(() => deployment);
  describeEventPath(() => deployment);
  describeAlarmPath(
    () => deployment,
    () => receivers,
  );
  describeLeastPrivilege(() => deployment);
  describeAgain(() => deployment);
});
