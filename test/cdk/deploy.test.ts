import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sixAccounts } from '../../cdk/test/support/configs.ts';
import { type AlarmReceivers, startAlarmReceivers } from '../support/alarm-receivers.ts';
import { type Deployment, deployConfig } from '../support/cdk/deployment.ts';
import { updatingQuickly } from '../support/cdk/updating-quickly.ts';
import { betweenMarks, summaryOf, TABLES_PAGE, typeRows } from '../support/cdk/type-table.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { describeAgain } from './deployed/again.ts';
import { readShims } from '../support/ministack/shims.ts';
import { describeAccess } from './deployed/access.ts';
import { describeAlarmPath, putChatSecret, tellingChat } from './deployed/alarm-path.ts';
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
import { describeSshHosts } from './deployed/ssh-hosts.ts';
import {
  describeSshKeyLeastPrivilege,
  SSH_KEY_ROLES,
  SSH_KEY_STATEMENTS,
} from './deployed/ssh-key-least-privilege.ts';
import { describeSshKeyRoles } from './deployed/ssh-key-roles.ts';
import { describeSshKeySenders } from './deployed/ssh-key-senders.ts';
import { describeSshKeys } from './deployed/ssh-keys.ts';
import { describeUpdateLeastPrivilege } from './deployed/update-least-privilege.ts';
import { describeUpdateRoles } from './deployed/update-roles.ts';
import { describeUpdates } from './deployed/updates.ts';

// Every stack of six accounts, as it is synthesised, in one emulator that keeps accounts apart, runs Lambdas and asks IAM.

const ENVIRONMENTS = ['dev', 'stage', 'prod'];
const IS_SOAK = Boolean(process.env['KMSCRYPT_SOAK']);
const HOST_GROUPS = ['mgmt', ...ENVIRONMENTS];
const found = findMinistack();

describe.skipIf(isLacking(found))('six accounts, deployed', () => {
  let deployment: Deployment;
  let receivers: AlarmReceivers;
  let summary = '';
  beforeAll(async () => {
    receivers = await startAlarmReceivers({ host: '127.0.0.2' });
    // Hosts are behind after a minute, not after fifteen.
    const config = updatingQuickly(tellingChat({ ...sixAccounts(), sshKeys: { behindAfter: 1 } }, receivers));
    deployment = await deployConfig({ command: 'command' in found ? found.command : '', config });
    await putChatSecret(deployment, receivers);
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
  describeSshKeys(() => deployment, HOST_GROUPS);
  describeSshKeyRoles(() => deployment, { own: 'dev', other: 'stage' });
  describeSshKeySenders(() => deployment, { own: 'dev', other: 'stage' });
  for (const environment of ['dev', 'stage']) describeUpdates(() => deployment, environment);
  describeUpdateRoles(() => deployment, { own: 'dev', other: 'stage' });
  describeUpdateLeastPrivilege(() => deployment, 'dev');
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
  describeSshHosts(() => deployment, { hostGroups: HOST_GROUPS, wroteJunk: 'dev', isSoak: IS_SOAK });
  describeSshKeyLeastPrivilege(() => deployment, {
    statements: [...SSH_KEY_STATEMENTS, SSH_KEY_ROLES],
    hostGroup: 'dev',
  });
  describeAgain(() => deployment);
});
