import type { Publication, Topic } from '../../src/senders.ts';

export interface TopicModel {
  readonly topic: Topic;
  /** In the order in which they were published; of a FIFO topic each deduplication id once. */
  readonly published: readonly Publication[];
  readonly problems: readonly string[];
}

const MOST_BYTES = 262_144;
const MOST_ATTRIBUTES = 10;
// oxlint-disable-next-line no-control-regex -- none of them may be there
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const ID = /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/;

/** A topic, as far as SNS's API says what it takes. Source: Amazon SNS API reference, Publish; developer guide, "Message attributes". */
export function topicModel(): TopicModel {
  const published: Publication[] = [];
  const problems: string[] = [];
  const ids = new Set<string>();
  return {
    published,
    problems,
    topic: {
      publish: async (publication) => {
        problems.push(...problemsOf(publication));
        const { fifo } = publication;
        if (fifo !== undefined && ids.has(fifo.id)) return;
        if (fifo !== undefined) ids.add(fifo.id);
        published.push(publication);
      },
    },
  };
}

function problemsOf({ arn, subject, message, attributes, fifo }: Publication): readonly string[] {
  const entries = Object.entries(attributes);
  const bytes = entries.flat().concat(message, subject).join('');
  const checks: readonly (readonly [isRight: boolean, problem: string])[] = [
    [/^[!-~][ -~]{0,98}$/.test(subject), 'the subject is not ASCII on one line, of less than 100 characters'],
    [message !== '' && message.isWellFormed(), 'the message is not UTF-8'],
    [Buffer.byteLength(bytes) <= MOST_BYTES, 'it has more than 256 KB'],
    [entries.length <= MOST_ATTRIBUTES, 'it has more than 10 attributes'],
    [entries.every(([name]) => /^(?!aws\.|amazon\.)[A-Za-z0-9_.-]{1,256}$/i.test(name)), 'a name is none'],
    [entries.every(([, value]) => value !== '' && value.isWellFormed()), 'a value is empty, or not UTF-8'],
    [entries.every(([, value]) => !CONTROLS.test(value)), 'a value has controls'],
    [arn.endsWith('.fifo') === (fifo !== undefined), 'a FIFO topic takes a group, and no other does'],
    [fifo === undefined || (ID.test(fifo.group) && ID.test(fifo.id)), 'the group or the id is none'],
  ];
  return checks.flatMap(([isRight, problem]) => (isRight ? [] : [problem]));
}
