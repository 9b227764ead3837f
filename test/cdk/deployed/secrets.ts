import { decryptText } from '@kmscrypt/core';
import { CreateEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { configSchema, type Config, type ConfigInput } from '../../../cdk/src/config/schema.ts';
import { namesOf } from '../../../cdk/src/names.ts';
import { createAlarm, setAlarm } from '../../support/alarm-chain.ts';
import type { AlarmReceivers } from '../../support/alarm-receivers.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment, Emulator } from '../../support/cdk/deployment.ts';
import { asDeveloper, developerToken } from '../../support/cdk/developer-token.ts';
import { logOf } from '../../support/cdk/function-log.ts';
import { doWithout } from '../../support/cdk/function-policy.ts';
import { type Mail, mailsOf } from '../../support/cdk/mails.ts';
import { newlyRefused } from '../../support/cdk/newly-refused.ts';
import { refusedIn } from '../../support/ministack/policy.ts';
import { useKeys } from './use-keys.ts';

/** In milliseconds, from an alarm to its messages. */
const PATIENCE = 30_000;
const SENDER = 'alarms@example.com';

/** The config, which tells a receiver on the loopback, by a secret that is a token under the shared key, and a mail address. */
export async function tellingByToken(
  emulator: Emulator,
  config: Config,
  to: AlarmReceivers,
): Promise<Config> {
  const { fanout, watch } = config.alarms ?? { fanout: {}, watch: { email: '' } };
  const { hook } = to.destinations;
  const [secret = ''] = hook['secrets'] as readonly string[];
  const chat = { ...hook, secrets: [await developerToken(emulator, config, secret)] };
  const mail = { type: 'email', from: SENDER, to: ['ops@example.com'], storm: false };
  const { ses } = emulator.clients(placeOf(config, 'shared-services'));
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: SENDER }));
  return configSchema.parse({
    ...config,
    alarms: {
      watch,
      fanout: { ...fanout, destinations: { chat, mail }, fallback: ['chat', 'mail'] },
    },
  } satisfies ConfigInput);
}

export function describeSecrets(deployment: () => Deployment, receivers: () => AlarmReceivers): void {
  const shared = (): AccountClients => deployment().clients(placeOf(deployment().config, 'shared-services'));
  const deliver = (): string => `${namesOf(deployment().config).fanout}-deliver`;
  const told = (alarm: string): readonly object[] =>
    receivers().hook.received.filter(({ data }) => String(data['subject']).includes(alarm));
  const mailed = async (alarm: string): Promise<readonly Mail[]> => {
    const mails = await mailsOf(deployment().endpoint, shared().account);
    return mails.filter(({ Subject }) => Subject.includes(alarm));
  };

  async function setOff(alarm: string): Promise<void> {
    const { region, account } = shared();
    const topic = `arn:aws:sns:${region}:${account}:${namesOf(deployment().config).alarmTopic}`;
    await createAlarm(shared(), alarm, topic);
    await setAlarm(shared(), alarm, 'ALARM');
  }

  /** New processes, which have opened no secret yet: the emulator keeps them until the environment changes. */
  async function restart(FunctionName: string): Promise<void> {
    const { lambda } = shared();
    const { Environment: { Variables: known = {} } = {} } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    const Environment = { Variables: { ...known, RESTARTED: 'yes' } };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }));
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30, minDelay: 1 }, { FunctionName });
  }

  describe('destinations of alarms', () => {
    it('are told, with a secret that a developer has encrypted, and by mail', async () => {
      await setOff('by-token');
      for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(200)) {
        if (told('by-token').length > 0 && (await mailed('by-token')).length > 0) break;
      }
      const log = await logOf(shared(), deliver());
      expect(refusedIn(log), log).toEqual([]);
      // The receiver takes what is signed with the secret, and nothing else.
      expect(told('by-token'), log).toHaveLength(1);
      expect(receivers().problems()).toEqual([]);
      expect(await mailed('by-token'), log).toMatchObject([{ Source: SENDER, To: ['ops@example.com'] }]);
    });

    it('have secrets that a developer cannot decrypt', async () => {
      const { config } = deployment();
      const { destinations } = config.alarms?.fanout ?? {};
      const { chat } = destinations as { readonly chat: { readonly secrets: readonly [string] } };
      const [token] = chat.secrets;
      expect(token).toMatch(/^kmscrypt::/);
      useKeys(deployment(), await asDeveloper(deployment(), config, 'decrypting'));
      await expect(decryptText(token)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    });

    it('get no mail without Mail, and the others are told', async () => {
      const refused = await doWithout(shared(), { functionName: deliver(), gone: ['Mail'] }, () =>
        newlyRefused(shared(), deliver(), () => setOff('without-mail')),
      );
      expect(refused).toEqual(['ses:SendEmail']);
      for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(200))
        if (told('without-mail').length > 0) break;
      expect(told('without-mail')).toHaveLength(1);
      expect(await mailed('without-mail')).toEqual([]);
    });

    // Last: what could not be told comes again, and nothing of its destination passes it.
    it('are not told without kms:Decrypt', async () => {
      await doWithout(shared(), { functionName: deliver(), gone: ['Key'] }, async () => {
        await restart(deliver());
        const refused = await newlyRefused(shared(), deliver(), () => setOff('without-key'));
        expect(refused).toEqual(['kms:Decrypt']);
        expect(told('without-key')).toEqual([]);
      });
    });
  });
}
