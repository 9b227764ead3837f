import { expect, test } from 'vitest';
import { FINDING_SEVERITIES, noticeOfFinding } from '../../src/alarms/finding-notice.ts';

const FINDING: Readonly<Record<string, unknown>> = {
  'detail-type': 'GuardDuty Finding',
  source: 'aws.guardduty',
  account: '555555555555',
  time: '2026-11-21T02:20:00Z',
  region: 'eu-central-1',
  detail: {
    accountId: '555555555555',
    region: 'eu-central-1',
    id: '16afba5c5c43e07c9e3e5e2e544e95df',
    type: 'UnauthorizedAccess:EC2/SSHBruteForce',
    severity: 8,
    title: '198.51.100.0 is performing "SSH" brute force attacks against i-0abc.',
    description: `198.51.100.0 is performing SSH brute force attacks against i-0abc.\n${'More. '.repeat(100)}`,
    updatedAt: '2026-11-21T02:14:07.332Z',
  },
};

/** As EventBridge does it: a text in no quotes gets its own. */
function transformed({ inputPathsMap, inputTemplate }: ReturnType<typeof noticeOfFinding>): unknown {
  const valueAt = (path: string): unknown =>
    path
      .split('.')
      .slice(1)
      .reduce<unknown>((value, step) => (value as Readonly<Record<string, unknown>>)[step], FINDING);
  const text = Object.entries(inputPathsMap as Readonly<Record<string, string>>).reduce(
    (filled, [name, path]) => filled.replaceAll(`<${name}>`, () => JSON.stringify(valueAt(path))),
    inputTemplate,
  );
  return JSON.parse(text);
}

interface Command {
  readonly name: string;
  readonly run: (run: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** What the Lambda would do with it, by its own operator's command. */
async function routed(message: unknown): Promise<string> {
  const bundle = new URL('../../dist/lambdas/alarm-fanout/operator.mjs', import.meta.url);
  const { operator } = (await import(bundle.href)) as { operator: { commands: readonly Command[] } };
  const config = {
    destinations: { chat: { type: 'slack-webhook', url: 'https://hooks.example.com/a' } },
    fallback: ['chat'],
    queues: 'arn:aws:sqs:eu-central-1:333333333333:acme-alarm-fanout-',
    table: 'acme-alarm-fanout',
  };
  const printed: string[] = [];
  await operator.commands
    .find(({ name }) => name === 'route')
    ?.run({
      options: { event: '-' },
      env: { KMSCRYPT_CONFIG: JSON.stringify(config) },
      read: async () => JSON.stringify(message),
      print: (text: string) => printed.push(text),
    });
  return printed.join('\n');
}

test.each(FINDING_SEVERITIES.map(({ severity }) => severity))(
  'the Lambda tells a finding as %s',
  async (severity) => {
    const notice = transformed(noticeOfFinding(severity));
    expect(notice).toMatchObject({
      kind: 'kmscrypt.notice',
      severity,
      account: '555555555555',
      at: '2026-11-21T02:14:07.332Z',
    });
    const told = await routed(notice);
    expect(told).toContain('UnauthorizedAccess:EC2/SSHBruteForce');
    expect(told).toContain('chat');
  },
);

test('severities follow one another without a gap, from medium on', () => {
  const bounds = FINDING_SEVERITIES.map(({ from, below }) => [from, below]);
  expect(bounds).toEqual([
    [4, 7],
    [7, 9],
    [9, undefined],
  ]);
});
