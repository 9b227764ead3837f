import * as z from '@kmscrypt/lambda/schema';
import type { Destination, Job } from '../destination.ts';
import type { Publication } from '../senders.ts';
import { commonShape, textThat } from './config-parts.ts';
import { inTime } from './in-time.ts';
import { oneChange } from './one-change.ts';
import { publicationOf } from './sns/publication.ts';
import { eventOf } from './webhook/event-of.ts';

const TOPIC = /^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(?:\.fifo)?$/;

const schema = z.strictObject({
  type: z.literal('sns'),
  /** ARN of a topic, in whatever region and account. Not the one that alarms come from. */
  topic: textThat((text) => TOPIC.test(text), 'is not the ARN of a topic'),
  ...commonShape,
});

export type SnsConfig = z.output<typeof schema>;

/**
 * Another topic of SNS, which is told the JSON that webhooks get, with attributes to filter by. A topic that ingest itself listens to makes
 * no loop: nothing that ingest takes for an alarm or a notice has a `type` that begins with `kmscrypt.`, so that what comes back is
 * foreign, and lies in ingest's dead-letter queue.
 */
export const sns: Destination<SnsConfig> = {
  type: 'sns',
  schema,
  rules: () => ({
    storms: 'each',
    late: 'tell',
    // A topic that is FIFO forgets what it has had after five minutes, others know nothing of it.
    isIdempotent: false,
    pace: 0,
    atOnce: 10,
    takesGraphs: false,
  }),
  preview: (job) => {
    const publication = told(job);
    const message: unknown = JSON.parse(publication.message);
    return { look: 'json', parts: [{ name: 'message', body: { ...publication, message } }] };
  },
  send: async (job, { topic, signal }) => {
    await topic.publish(told(job), inTime(signal, job.config.timeout));
    return {};
  },
};

function told({ config, content, key: id, subject }: Job<SnsConfig>): Publication {
  return publicationOf(eventOf(oneChange(content), { id, subject }), config.topic);
}
