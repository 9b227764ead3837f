import { LambdaError } from '@kmscrypt/lambda';
import type { OperatorCommand, OperatorRun } from '@kmscrypt/lambda/operator';
import { createMailer } from '../aws/ses.ts';
import { createTopic } from '../aws/sns.ts';
import { systemClock } from '../clock.ts';
import type { FanoutConfig } from '../config.ts';
import { destinationOf } from '../destinations/index.ts';
import { createPost } from '../http/https-post.ts';
import { openDestination } from '../open-destination.ts';
import { say } from '../words/say.ts';
import { changesIn } from './changes-in.ts';
import { destinationsNamed } from './destinations.ts';
import { CONFIG_OPTION, configOf, EVENT_OPTION } from './options.ts';
import { sendFailure } from './send-failure.ts';
import { asTest, type TestChange, testChanges } from './test-changes.ts';

/** A message that is really sent. */
export const sendCommand: OperatorCommand = {
  name: 'send',
  describe: 'send a test to one destination, from this machine; an incident is opened and resolved',
  options: {
    config: CONFIG_OPTION,
    destination: { type: 'string', required: true, describe: 'its name in the config' },
    test: { type: 'boolean', default: false, describe: 'a message of its own' },
    event: {
      ...EVENT_OPTION,
      describe: `${EVENT_OPTION.describe}; what it opens, an event with OK resolves`,
    },
  },
  run: async (run) => {
    const config = await configOf(run);
    const [found] = destinationsNamed(config, [String(run.options['destination'])]);
    if (found === undefined) return;
    const [name, entry] = found;
    const kind = destinationOf(entry);
    const holdsState = kind.rules(entry).late === 'skip';
    const tests = await testsOf(run, config, holdsState);
    const ports = { post: createPost(), mailer: createMailer(), topic: createTopic(), clock: systemClock };
    const target = openDestination({ name, entry, kind }, { ports, env: run.env });
    let thread: unknown;
    for (const test of tests) {
      const signal = AbortSignal.timeout(DEADLINE);
      try {
        const opened = await target.open(signal);
        const sent = await opened.send({ ...test, thread, isRepeat: false }, signal);
        ({ thread } = sent);
        run.print(
          sent.withheld === undefined
            ? `${name} has taken it${holdsState ? doneBy(test) : ''}: ${say(test.content).headline}`
            : `${name} was sent nothing: ${sent.withheld}`,
        );
      } catch (error) {
        throw sendFailure(error, name);
      }
    }
  },
};

/** What becomes of its incident. */
function doneBy({ content }: TestChange): string {
  const isOver = content.type === 'alarm' ? content.alarm.state === 'OK' : content.notice.status === 'end';
  return isOver ? ', which resolves the incident' : ', which opens an incident';
}

/** For opening secrets, and for all requests of a message; in milliseconds. */
const DEADLINE = 120_000;

async function testsOf(
  run: OperatorRun,
  config: FanoutConfig,
  holdsState: boolean,
): Promise<readonly TestChange[]> {
  const { test, event } = run.options;
  if ((test === true) === (typeof event === 'string')) {
    throw new LambdaError('USAGE', 'give --test, or --event FILE');
  }
  if (typeof event !== 'string') return testChanges(config, { holdsState, now: new Date() });
  const changes = await changesIn({ file: event, text: await run.read(event) }, config);
  return changes.map(asTest);
}
