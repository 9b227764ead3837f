import { type Genie, genieVendor } from '../../lambdas/alarm-fanout/test/vendors/genie.ts';
import { type Receiver, startReceiver } from '../../lambdas/alarm-fanout/test/vendors/https-receiver.ts';
import { type PagerDuty, pagerDutyVendor } from '../../lambdas/alarm-fanout/test/vendors/pagerduty.ts';
import { slackBotVendor, type SlackBotVendor } from '../../lambdas/alarm-fanout/test/vendors/slack.ts';
import { type TeamsVendor, teamsVendor } from '../../lambdas/alarm-fanout/test/vendors/teams/workflow.ts';
import type { Vendor } from '../../lambdas/alarm-fanout/test/vendors/vendor.ts';
import { type WebhookReceiver, webhookVendor } from '../../lambdas/alarm-fanout/test/vendors/webhook.ts';

const TOKEN = 'xoxb-0000-0000-secret';
const ROUTING_KEY = '0123456789abcdef0123456789abcdef';
const API_KEY = '00000000-1111-4222-8333-444444444444';
const TEAMS_PATH =
  '/workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-06-01&sig=secret0123456789';
const JSM_PATH = '/jsm/ops/integration/v2/alerts';
const SECRET = `whsec_${Buffer.from('a secret of 32 bytes for tests 01').toString('base64')}`;
/** Secrets, none of which may be in a log. */
export const SECRETS: readonly string[] = [TOKEN, ROUTING_KEY, API_KEY, SECRET, TEAMS_PATH];

export type ReceiverName = 'chat' | 'teams' | 'oncall' | 'jira' | 'hook';

/** Five destinations, each behind an https endpoint of its own on the loopback. */
export interface AlarmReceivers extends AsyncDisposable {
  readonly chat: SlackBotVendor;
  readonly teams: TeamsVendor;
  readonly oncall: PagerDuty;
  readonly jira: Genie;
  readonly hook: WebhookReceiver;
  /** `destinations` of the config that names them. */
  readonly destinations: Readonly<Record<ReceiverName, Readonly<Record<string, unknown>>>>;
  /** What was wrong with requests, at any of them. */
  readonly problems: () => readonly string[];
}

export interface AlarmReceiverOptions {
  /** As {@link startReceiver} has it. */
  readonly host?: 'localhost' | '127.0.0.2';
}

export async function startAlarmReceivers({ host }: AlarmReceiverOptions = {}): Promise<AlarmReceivers> {
  // Slack says where files are to be sent.
  const files = { url: '' };
  const vendors = {
    chat: slackBotVendor({ token: TOKEN, origin: () => files.url }),
    teams: teamsVendor({ path: TEAMS_PATH }),
    oncall: pagerDutyVendor({ routingKey: ROUTING_KEY }),
    jira: genieVendor({ apiKey: API_KEY, path: JSM_PATH }),
    hook: webhookVendor({ secret: SECRET }),
  };
  const start = (vendor: Vendor): Promise<Receiver> => startReceiver({ vendor, host });
  const receivers = {
    chat: await start(vendors.chat),
    teams: await start(vendors.teams),
    oncall: await start(vendors.oncall),
    jira: await start(vendors.jira),
    hook: await start(vendors.hook),
  };
  files.url = receivers.chat.url;
  const at = (name: ReceiverName): { readonly private: { readonly host: string; readonly ca: string } } => ({
    private: { host: receivers[name].host, ca: receivers[name].ca },
  });
  const { chat, teams, oncall, jira, hook } = receivers;
  return {
    ...vendors,
    destinations: {
      chat: {
        type: 'slack-bot',
        token: TOKEN,
        channel: 'C0123456789',
        endpoint: `${chat.url}/api`,
        storm: false,
        ...at('chat'),
      },
      teams: { type: 'teams', url: `${teams.url}${TEAMS_PATH}`, storm: false, ...at('teams') },
      oncall: {
        type: 'pagerduty',
        routingKey: ROUTING_KEY,
        endpoint: `${oncall.url}/v2/enqueue`,
        ...at('oncall'),
      },
      jira: { type: 'jsm', apiKey: API_KEY, endpoint: `${jira.url}${JSM_PATH}`, ...at('jira') },
      hook: { type: 'webhook', url: `${hook.url}/alarms`, secrets: [SECRET], ...at('hook') },
    },
    problems: () => Object.values(vendors).flatMap(({ problems }) => problems),
    [Symbol.asyncDispose]: async () => {
      for (const receiver of Object.values(receivers)) await receiver[Symbol.asyncDispose]();
    },
  };
}
