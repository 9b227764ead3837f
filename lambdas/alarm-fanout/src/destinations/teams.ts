import * as z from '@kmscrypt/lambda/schema';
import { DeliveryError } from '../delivery-error.ts';
import type { Destination, Job, Ports } from '../destination.ts';
import { say } from '../words/say.ts';
import { chatRules, PACE } from './chat-rules.ts';
import { groupedShape, httpsShape, httpsUrl } from './config-parts.ts';
import { inOrder } from './in-order.ts';
import { partName } from './part-name.ts';
import { postTo } from './post-to.ts';
import { withRepeat } from './repeat-remark.ts';
import { cardOf } from './teams/card.ts';
import { digestCards } from './teams/digest.ts';
import type { TeamsMessage } from './teams/message.ts';

const schema = z.strictObject({
  type: z.literal('teams'),
  /** Of a workflow "When a Teams webhook request is received"; whoever has it can write to the channel. */
  url: httpsUrl,
  ...groupedShape,
  ...httpsShape,
});

export type TeamsConfig = z.output<typeof schema>;

/** Without the character set, what is not ASCII is counted twice. */
const HEADERS = { 'content-type': 'application/json; charset=utf-8' };
/** What messages of errors call it: its host names the tenant's environment. */
const WHO = 'Teams';

/**
 * A workflow of Microsoft Teams, which posts Adaptive Cards to a channel. It answers 202, and what becomes of the card then is seen in the
 * workflow's runs only. A graph is a picture that has to be there when somebody looks, and a link. Source: Microsoft, "Create incoming
 * webhooks with Workflows for Microsoft Teams".
 */
export const teams: Destination<TeamsConfig> = {
  type: 'teams',
  schema,
  rules: (config) => chatRules(config, { takesGraphs: false }),
  preview: (job) => ({
    look: 'adaptive-card',
    parts: told(job).map((body, index) => ({
      name: partName('message', index),
      body,
      request: { url: '…', headers: HEADERS },
    })),
  }),
  send: async (job, ports) => {
    await inOrder(told(job), (message) => post(message, job.config, ports), { pace: PACE, ...ports });
    return {};
  },
};

/** The messages that tell it, in their order. */
function told({ content, isRepeat }: Job<TeamsConfig>): readonly TeamsMessage[] {
  switch (content.type) {
    case 'digest':
      return digestCards(content);
    case 'graph':
      throw new DeliveryError('REFUSED', 'a workflow of Teams takes no graphs');
    default:
      return [cardOf(withRepeat(say(content), isRepeat))];
  }
}

function post(message: TeamsMessage, config: TeamsConfig, ports: Ports): Promise<unknown> {
  const { url } = config;
  const request = { url, headers: HEADERS, body: JSON.stringify(message) };
  return postTo(request, { config, ports, known: WHO, secrets: [url, new URL(url).hostname] });
}
