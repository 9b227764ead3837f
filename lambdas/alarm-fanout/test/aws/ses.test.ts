import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMailer } from '../../src/aws/ses.ts';
import type { Mail } from '../../src/senders.ts';
import { type AwsAnswer, awsAnswering, envOf } from '../support/aws-answering.ts';
import { motoOfFile } from '../support/moto.ts';

const ALWAYS = new AbortController().signal;
const MAIL: Mail = {
  from: 'Alarms <alarms@example.com>',
  to: ['ops@example.com', 'b@example.org'],
  subject: 'ALARM: größe',
  text: 'größe',
  html: '<b>größe</b>',
  headers: { References: '<1@example.com>', 'Auto-Submitted': 'auto-generated' },
  configurationSet: 'alarms',
};
const SENT: AwsAnswer = { status: 200, body: '{"MessageId":"1"}' };

const moto = await motoOfFile();
afterAll(() => moto?.stop());

beforeEach(() => {
  for (const name of Object.keys(process.env)) {
    if (/^AWS_|proxy$/i.test(name)) vi.stubEnv(name, undefined);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function use(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

function failure(status: number, name: string): AwsAnswer {
  return { status, headers: { 'x-amzn-errortype': name }, body: JSON.stringify({ message: 'no' }) };
}

describe.skipIf(moto === undefined)('moto', () => {
  const { endpoint = '' } = moto ?? {};

  it.each([undefined, 'us-east-1'])('takes mail in region %s', async (region) => {
    use(envOf(endpoint));
    const ses = new SESv2Client({ region: region ?? 'eu-west-1' });
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'example.com' }));
    const subject = `ALARM: größe ${region}`;
    await createMailer().send({ ...MAIL, subject, region, configurationSet: undefined }, ALWAYS);
    const data: unknown = await (await fetch(`${endpoint}/moto-api/data.json`)).json();
    expect(data).toMatchObject({
      ses: {
        Message: expect.arrayContaining([
          expect.objectContaining({ source: MAIL.from, subject, body: MAIL.html }),
        ]),
      },
    });
  });

  it('refuses what is of an identity that is not verified', async () => {
    use(envOf(endpoint));
    const sending = createMailer().send(
      { ...MAIL, from: 'a@other.example', configurationSet: undefined },
      ALWAYS,
    );
    await expect(sending).rejects.toMatchObject({ name: 'DeliveryError', code: 'REFUSED' });
  });
});

it('the request', async () => {
  const { env, requests } = await awsAnswering(SENT);
  use(env);
  await createMailer().send(MAIL, ALWAYS);
  const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = requests;
  expect(path).toBe('/v2/email/outbound-emails');
  expect(headers.authorization).toContain('/eu-west-1/ses/');
  const utf8 = { Charset: 'UTF-8' };
  expect(JSON.parse(body)).toEqual({
    FromEmailAddress: 'Alarms <alarms@example.com>',
    Destination: { ToAddresses: ['ops@example.com', 'b@example.org'] },
    ConfigurationSetName: 'alarms',
    Content: {
      Simple: {
        Subject: { Data: 'ALARM: größe', ...utf8 },
        Body: { Text: { Data: 'größe', ...utf8 }, Html: { Data: '<b>größe</b>', ...utf8 } },
        Headers: [
          { Name: 'References', Value: '<1@example.com>' },
          { Name: 'Auto-Submitted', Value: 'auto-generated' },
        ],
      },
    },
  });
});

describe('a failure, which is not tried again here', () => {
  it.each<[name: string, answer: AwsAnswer, expected: object]>([
    ['refused', failure(400, 'MessageRejected'), { code: 'REFUSED' }],
    ['no MX record', failure(400, 'MailFromDomainNotVerifiedException'), { code: 'REFUSED' }],
    ['invalid', failure(400, 'BadRequestException'), { code: 'REFUSED' }],
    ['no such configuration set', failure(404, 'NotFoundException'), { code: 'REFUSED' }],
    ['stopped for good', failure(400, 'AccountSuspendedException'), { code: 'REFUSED' }],
    ['no permission', failure(403, 'AccessDeniedException'), { code: 'REFUSED' }],
    ['refused by a name that is not known', failure(400, 'NewException'), { code: 'REFUSED' }],
    ['too many', failure(429, 'TooManyRequestsException'), { code: 'NOT_NOW', isLimit: true }],
    ['more than a day may have', failure(400, 'LimitExceededException'), { code: 'NOT_NOW', isLimit: true }],
    ['stopped', failure(400, 'SendingPausedException'), { code: 'NOT_NOW', isLimit: true }],
    ['throttled', failure(400, 'ThrottlingException'), { code: 'NOT_NOW', isLimit: true }],
    ['broken', failure(500, 'InternalServiceErrorException'), { code: 'NOT_NOW', isLimit: false }],
    ['old credentials', failure(403, 'ExpiredTokenException'), { code: 'NOT_NOW' }],
    ['something in between', { status: 502, body: '<html>Bad gateway' }, { code: 'NOT_NOW' }],
    ['a connection that ends', 'reset', { code: 'UNKNOWN' }],
  ])('%s', async (_name, answer, expected) => {
    const { env, requests } = await awsAnswering(answer);
    use(env);
    await expect(createMailer().send(MAIL, ALWAYS)).rejects.toMatchObject({
      name: 'DeliveryError',
      ...expected,
    });
    expect(requests).toHaveLength(1);
  });

  it('no connection', async () => {
    use(envOf('http://127.0.0.1:9'));
    await expect(createMailer().send(MAIL, ALWAYS)).rejects.toMatchObject({ code: 'NOT_NOW' });
  });

  it('no answer in time', async () => {
    const ending = new AbortController();
    const { env } = await awsAnswering('hang', () => ending.abort());
    use(env);
    await expect(createMailer().send(MAIL, ending.signal)).rejects.toMatchObject({ code: 'UNKNOWN' });
  });

  it('no time at all', async () => {
    const { env, requests } = await awsAnswering(SENT);
    use(env);
    await expect(createMailer().send(MAIL, AbortSignal.abort())).rejects.toMatchObject({ code: 'NOT_NOW' });
    expect(requests).toEqual([]);
  });

  it('half a pair of credentials', async () => {
    const mailer = createMailer({ env: { AWS_ACCESS_KEY_ID: 'test' } });
    for (let time = 0; time < 2; time += 1) {
      await expect(mailer.send(MAIL, ALWAYS)).rejects.toMatchObject({ code: 'NOT_NOW' });
    }
  });
});
