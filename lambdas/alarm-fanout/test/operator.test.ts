import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findChromium, isLackingChromium } from '../../../test/support/chromium/find.ts';
import { operator } from '../src/operator.ts';
import { EXAMPLE_REMARK } from '../src/preview/example-config.ts';
import { type Fault, script } from './vendors/faults.ts';
import { startReceiver } from './vendors/https-receiver.ts';
import { pagerDutyVendor } from './vendors/pagerduty.ts';
import { webhookVendor } from './vendors/webhook.ts';

const EVENTS = join(import.meta.dirname, 'events');
const CONFIG = {
  destinations: {
    chat: { type: 'slack-bot', token: 'ssm::/alarms/slack-token', channel: 'C0123456789' },
    oncall: { type: 'pagerduty', routingKey: 'ssm::/alarms/pagerduty-key' },
    mail: { type: 'email', from: 'alarms@example.com', to: ['ops@example.com'] },
  },
  routes: [
    { match: { severity: ['critical'] }, to: ['oncall', 'chat'] },
    { match: { tags: { team: ['payments'] } }, to: ['mail'], stop: true },
    { match: {}, to: ['mail'] },
  ],
  fallback: ['chat'],
  queues: 'arn:aws:sqs:us-east-1:111122223333:alarm-fanout-',
  table: 'alarm-fanout',
  accounts: { '111122223333': { name: 'prod' } },
};

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

interface Given {
  readonly options: Readonly<Record<string, unknown>>;
  /** Default {@link CONFIG}; undefined: none. */
  readonly config?: unknown;
}

/** What a command prints. */
async function run(name: string, { options, config = CONFIG }: Given): Promise<string> {
  const printed: string[] = [];
  const command = operator.commands.find((each) => each.name === name);
  const defaults = Object.entries(command?.options ?? {}).map(([option, spec]) => [option, spec.default]);
  await command?.run({
    options: { ...Object.fromEntries(defaults), ...options },
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...(config === null ? {} : { KMSCRYPT_CONFIG: JSON.stringify(config) }),
    },
    read: async (path) => readFileSync(path, 'utf8'),
    print: (text) => void printed.push(text),
  });
  return printed.join('\n');
}

function event(name: string): string {
  return join(EVENTS, `${name}.json`);
}

/** A batch of SQS with these bodies, the first of them m0: a file. */
function batchOf(bodies: readonly string[]): string {
  const Records = bodies.map((body, index) => ({
    messageId: `m${index}`,
    receiptHandle: 'r',
    body,
    attributes: { ApproximateReceiveCount: '1' },
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:alarm-fanout',
  }));
  const file = join(folder(), 'batch.json');
  writeFileSync(file, JSON.stringify({ Records }));
  return file;
}

/** What is written to stderr from now on. */
function stderr(): () => string {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  return () => write.mock.calls.map(([text]) => String(text)).join('');
}

/** The names of events that tell of a change. */
function events(): readonly string[] {
  return readdirSync(EVENTS)
    .map((file) => file.replace('.json', ''))
    .filter((name) => !/configuration-change|subscription-confirmation/.test(name));
}

describe('preview', () => {
  it('writes JSON and a page for each destination, and one page with all', async () => {
    const out = join(folder(), 'a', 'b');
    const printed = await run('preview', { options: { event: event('event-bridge-metric'), out } });
    const names = ['chat', 'oncall', 'mail'];
    const files = [
      'index.html',
      ...names.map((name) => `${name}.json`),
      ...names.map((name) => `${name}.html`),
    ];
    expect(printed.split('\n')).toEqual(files.map((file) => join(out, file)));
    expect(readdirSync(out).toSorted()).toEqual(files.toSorted());
    expect(JSON.parse(readFileSync(join(out, 'oncall.json'), 'utf8'))).toMatchObject({
      look: 'incident',
      parts: [{ body: { event_action: 'trigger', payload: { severity: 'critical' } } }],
    });
    const all = files.map((file) => readFileSync(join(out, file), 'utf8')).join('');
    expect(all).not.toContain('ssm::');
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toMatch(/chat[\s\S]*oncall[\s\S]*mail/u);
  });

  it.each(events())('%s is shown for one destination of each type without a config', async (name) => {
    const out = folder();
    const said = stderr();
    await run('preview', { options: { event: event(name), out }, config: null });
    expect(said()).toContain(EXAMPLE_REMARK);
    const jsons = readdirSync(out).filter((file) => file.endsWith('.json'));
    expect(jsons).toHaveLength(9);
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    expect(page).toContain(EXAMPLE_REMARK);
    // Looks know all that destinations send.
    expect(page.match(/<pre class="unknown">[^<]*/gu) ?? []).toEqual([]);
    // What stands for secrets in the example config.
    const written = readdirSync(out).map((file) => readFileSync(join(out, file), 'utf8'));
    expect(written.join('')).not.toContain('EXAMPLE');
  });

  it('takes only the destinations that are named', async () => {
    const out = folder();
    await run('preview', { options: { event: event('event-bridge-metric'), out, destination: ['mail'] } });
    expect(readdirSync(out).toSorted()).toEqual(['index.html', 'mail.html', 'mail.json']);
  });

  it('shows every change of a batch', async () => {
    const out = folder();
    const bodies = ['event-bridge-metric', 'event-bridge-composite'].map((name) =>
      readFileSync(event(name), 'utf8'),
    );
    await run('preview', { options: { event: batchOf(bodies), out, destination: ['mail'] } });
    expect(readdirSync(out).toSorted()).toEqual([
      'index.html',
      'mail-2.html',
      'mail-2.json',
      'mail.html',
      'mail.json',
    ]);
  });

  it('replaces an earlier preview, and nothing else', async () => {
    const out = folder();
    const options = { event: event('event-bridge-metric'), out };
    await run('preview', { options });
    await run('preview', { options: { ...options, event: event('event-bridge-log') } });
    expect(readFileSync(join(out, 'chat.json'), 'utf8')).toContain('payment-provider-errors');

    const own = folder();
    writeFileSync(join(own, 'chat.json'), 'mine');
    const failed = run('preview', { options: { ...options, out: own } });
    await expect(failed).rejects.toMatchObject({ code: 'USAGE' });
    expect(readdirSync(own)).toEqual(['chat.json']);
  });

  it.each<[name: string, options: Readonly<Record<string, unknown>>, code: string]>([
    ['a destination that is not there', { destination: ['nobody'] }, 'USAGE'],
    ['a message that is foreign', { event: event('sns-subscription-confirmation') }, 'MESSAGE_INVALID'],
    [
      'a message that tells of no change',
      { event: event('event-bridge-configuration-change') },
      'MESSAGE_INVALID',
    ],
    ['what is not JSON', { event: import.meta.filename }, 'EVENT_UNREADABLE'],
    ['a folder that is a file', { out: event('event-bridge-metric') }, 'OUTPUT_FAILED'],
  ])('refuses %s', async (_name, options, code) => {
    const out = join(folder(), 'new');
    const failed = run('preview', { options: { event: event('event-bridge-metric'), out, ...options } });
    await expect(failed).rejects.toMatchObject({ code });
    expect(existsSync(out)).toBe(false);
  });

  // Where nothing can be made, though there is a folder.
  it.runIf(existsSync('/proc/self')).each(['/proc/kmscrypt', '/proc/self/kmscrypt/a'])(
    'ends where it cannot write to %s',
    async (out) => {
      const failed = run('preview', { options: { event: event('event-bridge-metric'), out } });
      await expect(failed).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
    },
  );

  it('goes on without the messages of a batch that are foreign, and names them', async () => {
    const out = folder();
    const said = stderr();
    const batch = batchOf(['{"a":1}', readFileSync(event('event-bridge-metric'), 'utf8')]);
    await run('preview', { options: { event: batch, out, destination: ['mail'] } });
    expect(readdirSync(out)).toContain('mail.html');
    expect(said()).toMatch(/^\S+batch\.json: left out: m0: neither an alarm nor a notice: .*\n$/u);
  });

  it('fails where all messages of a batch are foreign', async () => {
    const failed = run('preview', { options: { event: batchOf(['{}', '[]']) } });
    await expect(failed).rejects.toMatchObject({
      code: 'MESSAGE_INVALID',
      message: expect.stringMatching(/: m0: .*; m1: /u),
    });
  });

  it('names what is no batch by its file alone', async () => {
    const failed = run('preview', { options: { event: event('sns-subscription-confirmation') } });
    await expect(failed).rejects.toThrow(/\.json: neither an alarm nor a notice: /u);
  });

  it.skipIf(isLackingChromium(findChromium()))('makes pictures', async () => {
    const out = folder();
    const options = { event: event('event-bridge-metric'), out, png: true };
    const printed = await run('preview', { options });
    for (const name of ['chat', 'oncall', 'mail']) {
      expect(printed).toContain(join(out, `${name}.png`));
      const png = readFileSync(join(out, `${name}.png`));
      expect([png.toString('latin1', 1, 4), png.readUInt32BE(16) > 600, png.readUInt32BE(20) > 200]).toEqual([
        'PNG',
        true,
        true,
      ]);
    }
  });
});

describe('route', () => {
  const night = {
    name: 'night',
    match: { severity: ['critical'] },
    to: ['chat'],
    hours: '22:00-07:00',
  };

  it.each<
    [name: string, options: Readonly<Record<string, unknown>>, changes: object, expected: readonly string[]]
  >([
    [
      'routes that match',
      { event: event('event-bridge-metric') },
      {},
      [
        'severity critical, by the tag severity',
        'route 1 matches',
        'route 3 matches',
        '→ oncall: is told',
        '→ chat: is told',
        '→ mail: is told',
      ],
    ],
    [
      'a route that stops',
      { event: event('event-bridge-log') },
      {},
      [
        'severity error, by the tag severity',
        'route 2 matches (tags {"team":["payments"]}): mail, and stops',
        '→ mail: is told',
      ],
    ],
    [
      'no route',
      { event: event('event-bridge-metric') },
      {
        routes: [],
        severity: { tag: 'other', rules: [{ match: { namespace: ['AWS/*'] }, severity: 'warning' }] },
      },
      ['severity warning, by rule 1: namespace ["AWS/*"]', 'no route matches', '→ chat: is told'],
    ],
    [
      'a default',
      { event: event('event-bridge-metric') },
      { severity: { tag: 'other', default: 'info' } },
      ['severity info, by default'],
    ],
    [
      'quiet hours, by when it happened',
      { event: event('event-bridge-metric') },
      { quiet: [night] },
      ['→ chat: is held back (quiet), and looked at again at 2026-11-21T07:00:00.000Z', '→ oncall: is told'],
    ],
    [
      'another time',
      { event: event('event-bridge-metric'), at: '2026-11-21T12:00:00Z' },
      { quiet: [night] },
      ['it comes at 2026-11-21T12:00:00.000Z', '→ chat: is told'],
    ],
    [
      'a time before it happened',
      { event: event('event-bridge-metric'), at: '2026-11-20T12:00:00Z' },
      {},
      ['that is before it happened'],
    ],
    ['a mute', { event: event('event-bridge-muted') }, {}, ['is held back (muted)']],
    [
      'a mute that is over',
      { event: event('event-bridge-muted'), at: '2026-11-21T04:00:00Z' },
      {},
      ['→ chat: is told'],
    ],
    ['a notice', { event: event('notice-start') }, {}, ['as the notice says', '→ mail: is told']],
  ])('explains %s', async (_name, options, changes, expected) => {
    const printed = await run('route', { options, config: { ...CONFIG, ...changes } });
    for (const line of expected) expect(printed).toContain(line);
  });

  it('tells what happened, in the order of the routes', async () => {
    const printed = await run('route', { options: { event: event('event-bridge-metric') } });
    const [explained, unasked] = printed.split('\n\n');
    expect(unasked).toMatch(/^AWS is not asked: /u);
    expect(explained).toBe(`checkout-api-p99-latency: ALARM, metric (prod, eu-central-1)
  severity critical, by the tag severity
  it comes at 2026-11-21T02:14:07.415Z, and happened at 2026-11-21T02:14:07.415Z
  route 1 matches (severity ["critical"]): oncall, chat
  route 3 matches (everything): mail
  → oncall: is told
  → chat: is told
  → mail: is told`);
  });

  it.each(['soon', '2026', '2026-13-01T00:00Z'])('refuses the time %s', async (at) => {
    const failed = run('route', { options: { event: event('event-bridge-metric'), at } });
    await expect(failed).rejects.toMatchObject({ code: 'USAGE' });
  });
});

describe('send', () => {
  const KEY = 'EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM';
  const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

  async function pagerDuty() {
    const vendor = pagerDutyVendor({ routingKey: KEY });
    const receiver = await startReceiver({ vendor });
    onTestFinished(() => receiver[Symbol.asyncDispose]());
    const endpoint = `${receiver.url}/v2/enqueue`;
    const oncall = { type: 'pagerduty', routingKey: KEY, endpoint, private: receiver };
    return {
      vendor,
      config: { ...CONFIG, destinations: { ...CONFIG.destinations, oncall: ownHost(oncall) } },
    };
  }

  async function webhook(...faults: readonly Fault[]) {
    const vendor = webhookVendor({ secret: SECRET });
    const receiver = await startReceiver({ vendor, faults: script(...faults) });
    onTestFinished(() => receiver[Symbol.asyncDispose]());
    const own = { type: 'webhook', url: receiver.url, secrets: [SECRET], private: receiver };
    return { vendor, config: { ...CONFIG, destinations: { ...CONFIG.destinations, own: ownHost(own) } } };
  }

  /** What a config may have of a receiver. */
  function ownHost<Entry extends { readonly private: { readonly host: string; readonly ca: string } }>(
    entry: Entry,
  ) {
    const { host, ca } = entry.private;
    return { ...entry, private: { host, ca } };
  }

  it('opens an incident and resolves it', async () => {
    const { vendor, config } = await pagerDuty();
    const printed = await run('send', { options: { destination: 'oncall', test: true }, config });
    expect(vendor.problems).toEqual([]);
    expect(vendor.alerts).toMatchObject([
      { state: 'resolved', severity: 'error', summary: expect.stringContaining('TEST') },
    ]);
    expect(printed.split('\n')).toEqual([
      expect.stringContaining('oncall has taken it, which opens an incident: '),
      expect.stringContaining('oncall has taken it, which resolves the incident: '),
    ]);
  });

  it('keeps what is opened of an event apart from the alarm itself, until it is sent an OK', async () => {
    const { vendor, config } = await pagerDuty();
    const send = (name: string) =>
      run('send', { options: { destination: 'oncall', event: event(name) }, config });
    await send('event-bridge-metric');
    expect(vendor.alerts).toMatchObject([
      {
        state: 'triggered',
        key: expect.stringMatching(/^test\//),
        summary: expect.stringContaining('TEST checkout-api-p99-latency'),
      },
    ]);
    await send('event-bridge-metric-ok');
    expect(vendor.alerts).toMatchObject([{ state: 'resolved' }]);
    expect(await send('event-bridge-insufficient-data')).toContain('oncall was sent nothing: ');
  });

  it('tells a receiver a notice', async () => {
    const { vendor, config } = await webhook();
    const printed = await run('send', { options: { destination: 'own', test: true }, config });
    expect(vendor.problems).toEqual([]);
    expect(vendor.received).toMatchObject([
      {
        type: 'kmscrypt.notice.sent',
        data: { title: 'TEST of alarm-fanout', severity: 'info', status: 'event', region: 'us-east-1' },
      },
    ]);
    expect(printed).toMatch(/^own has taken it: .*TEST/u);
  });

  it.each<[name: string, fault: Fault, code: string, meaning: string]>([
    ['busy', { kind: 'limit' }, 'THROTTLED', 'try again'],
    ['broken', { kind: 'error' }, 'MESSAGES_FAILED', 'try again'],
    ['refusing', { kind: 'error', status: 404 }, 'MESSAGES_FAILED', 'put it aside'],
    ['not for us', { kind: 'error', status: 401 }, 'ACCESS_DENIED', 'put it aside'],
    ['forbidden', { kind: 'error', status: 403 }, 'ACCESS_DENIED', 'put it aside'],
    ['too slow', { kind: 'slow', milliseconds: 5_000 }, 'TIMEOUT', 'nobody knows'],
    ['gone before it answers', { kind: 'reset-after' }, 'NETWORK', 'nobody knows'],
    ['somebody else', { kind: 'wrong-certificate' }, 'NETWORK', 'it has not arrived'],
  ])('fails where the receiver is %s', async (_name, fault, code, meaning) => {
    const { config } = await webhook(fault);
    const { own } = config.destinations;
    const limited = {
      ...config,
      destinations: { own: fault.kind === 'slow' ? { ...own, timeout: 1 } : own },
    };
    const failed = run('send', {
      options: { destination: 'own', test: true },
      config: { ...limited, routes: [], fallback: ['own'] },
    });
    const told = code === 'MESSAGES_FAILED' ? { hints: [expect.stringContaining(meaning)] } : {};
    const message = new RegExp(code === 'MESSAGES_FAILED' ? '^own: ' : `^own: .*; .*${meaning}`, 'u');
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringMatching(message), ...told });
  });

  it('fails where nobody listens', async () => {
    const { config } = await webhook();
    const own = {
      ...config.destinations.own,
      url: 'https://localhost:1/',
      private: { host: 'localhost:1', ca: config.destinations.own.private.ca },
    };
    const closed = { ...config, destinations: { ...config.destinations, own } };
    const failed = run('send', { options: { destination: 'own', test: true }, config: closed });
    await expect(failed).rejects.toMatchObject({ code: 'NETWORK' });
  });

  it('fails with what its secrets failed with', async () => {
    const { config } = await pagerDuty();
    const oncall = { ...config.destinations.oncall, routingKey: 'kmscrypt::no-token' };
    const closed = { ...config, destinations: { ...config.destinations, oncall } };
    const failed = run('send', { options: { destination: 'oncall', test: true }, config: closed });
    await expect(failed).rejects.toMatchObject({ name: 'ConfigError', code: 'INVALID_TOKEN' });
  });

  it.each<[name: string, options: Readonly<Record<string, unknown>>]>([
    ['neither a test nor an event', { destination: 'chat' }],
    ['both', { destination: 'chat', test: true, event: event('event-bridge-metric') }],
    ['a destination that is not there', { destination: 'nobody', test: true }],
  ])('refuses %s', async (_name, options) => {
    await expect(run('send', { options })).rejects.toMatchObject({ code: 'USAGE' });
  });
});
