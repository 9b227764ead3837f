import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import { createAlarm, setAlarm } from '../../support/alarm-chain.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { doWithout } from '../../support/cdk/function-policy.ts';
import { newlyRefused } from '../../support/cdk/newly-refused.ts';
import { upload } from '../../support/lambda-site.ts';

/** One statement each on what is deployed; all of them are taken out in test/lambda, of the same policies in the READMEs. */
export function describeLeastPrivilege(deployment: () => Deployment): void {
  const clientsIn = (name: string): AccountClients =>
    deployment().clients(placeOf(deployment().config, name));

  describe('without a statement of its role', () => {
    it.each([
      ['Invalidate', 'cloudfront:CreateInvalidation'],
      ['Remember', 'dynamodb:BatchGetItem'],
    ])('%s, no site is invalidated', async (sid, action) => {
      const { name } = deployment().config;
      const stage = clientsIn('stage');
      const functionName = `${name}-stage-static-asset-invalidation`;
      const change = (): Promise<void> =>
        upload(stage, `${name}-stage-www-${stage.account}`, [`without-${sid}.html`]);
      const refused = await doWithout(stage, { functionName, gone: [sid] }, () =>
        newlyRefused(stage, functionName, change),
      );
      expect(refused).toContain(action);
    });

    it.each([
      ['HandOver', 'sqs:sendmessage'],
      ['State', 'dynamodb:BatchGetItem'],
    ])('%s, no alarm is told', async (sid, action) => {
      const { alarmTopic, fanout } = namesOf(deployment().config);
      const shared = clientsIn('shared-services');
      const topic = `arn:aws:sns:${shared.region}:${shared.account}:${alarmTopic}`;
      const functionName = `${fanout}-ingest`;
      const alarm = `without-${sid}`;
      await createAlarm(shared, alarm, topic);
      const refused = await doWithout(shared, { functionName, gone: [sid] }, () =>
        newlyRefused(shared, functionName, () => setAlarm(shared, alarm, 'ALARM')),
      );
      expect(refused.map((each) => each.toLowerCase())).toContain(action.toLowerCase());
    });
  });
}
