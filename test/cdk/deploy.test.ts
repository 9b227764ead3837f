import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sixAccounts } from '../../cdk/test/support/configs.ts';
import { type AlarmReceivers, startAlarmReceivers } from '../support/alarm-receivers.ts';
import { type Deployment, deployConfig } from '../support/cdk/deployment.ts';
import { betweenMarks, summaryOf, TABLES_PAGE, typeRows } from '../support/cdk/type-table.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { describeAgain } from './deployed/again.ts';
import { readShims } from '../support/ministack/shims.ts';
import { describeAccess } from './deployed/access.ts';
import { describeAlarmPath, tellingChat } from './deployed/alarm-path.ts';
import { describeArchive } from './deployed/archive.ts';
import { describeBoundary } from './deployed/boundary.ts';
import { describeEventPath } from './deployed/event-path.ts';
import { describeKeys } from './deployed/keys.ts';
import { describeLeastPrivilege } from './deployed/least-privilege.ts';
import { describeNetwork } from './deployed/network.ts';
import { describePeering } from './deployed/peering.ts';
import { describeResources } from './deployed/resources.ts';
import { describeRoles } from './deployed/roles.ts';
import { describeSites } from './deployed/sites.ts';

// Every stack of six accounts, as it is synthesised, in one emulator that keeps accounts apart, runs Lambdas and asks IAM.

const ENVIRONMENTS = ['dev', 'stage', 'prod'];
const found = findMinistack();

describe.skipIf(isLacking(found))('six accounts, deployed', () => {
  let deployment: Deployment;
  let receivers: AlarmReceivers;
  let summary = '';
  beforeAll(async () => {
    receivers = await startAlarmReceivers({ host: '127.0.0.2' });
    const config = tellingChat(sixAccounts(), receivers);
    deployment = await deployConfig({ command: 'command' in found ? found.command : '', config });
    summary = summaryOf(typeRows(deployment.stacks, readShims()));
    process.stderr.write(`${summary}\n`);
  });
  afterAll(async () => {
    await receivers?.[Symbol.asyncDispose]();
    await deployment?.[Symbol.asyncDispose]();
  });

  it('are what docs/cdk-emulator.md says', () => {
    expect(betweenMarks(TABLES_PAGE).text).toContain(summary);
  });
  describeResources(() => deployment);
  describeRoles(() => deployment);
  describeNetwork(() => deployment, ENVIRONMENTS);
  describePeering(() => deployment, ENVIRONMENTS);
  describeSites(() => deployment, ENVIRONMENTS);
  describeKeys(() => deployment, ENVIRONMENTS);
  describeAccess(() => deployment);
  describeArchive(() => deployment);
  describeEventPath(() => deployment);
  describeAlarmPath(
    () => deployment,
    () => receivers,
  );
  describeLeastPrivilege(() => deployment);
  describeBoundary(() => deployment);
  describeAgain(() => deployment);
});
