// What runs in the child process in Lambda's place: it loads a bundle, invokes its handler once, and tells what came of it.
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { failureOf } from './failure.ts';
import { lambdaContext } from './lambda-context.ts';
import type { Job, Note } from './protocol.ts';

process.once('message', (job: Job) => {
  // Only the handler's own work keeps the process awake, as in Lambda.
  process.channel?.unref();
  void serve(job);
});
// Whoever started us is gone.
process.once('disconnect', () => process.exit(1));

async function serve({ bundle, event, timeout }: Job): Promise<void> {
  const fail = (error: unknown): void => finish({ kind: 'failure', failure: failureOf(error) });
  process.once('uncaughtException', fail);
  process.once('unhandledRejection', fail);
  process.once('beforeExit', () =>
    fail(new Error('the handler waits for something that cannot happen any more')),
  );
  try {
    const handler = await load(bundle);
    tell({ kind: 'loaded' });
    const requestId = randomUUID();
    const context = lambdaContext(process.env, { requestId, timeout, now: () => performance.now() });
    const answer: unknown = await handler(event, context);
    finish({ kind: 'answer', json: JSON.stringify(answer) ?? 'null' });
  } catch (error) {
    fail(error);
  }
}

async function load(bundle: string): Promise<(event: unknown, context: unknown) => unknown> {
  const { handler }: { readonly handler?: unknown } = await import(pathToFileURL(bundle).href);
  if (typeof handler !== 'function') throw new TypeError('the bundle exports no function "handler"');
  return (event, context) => Reflect.apply(handler, undefined, [event, context]) as unknown;
}

let isFinished = false;

/** Tells the last note and ends the process, whatever is still under way; Lambda would freeze it. */
function finish(note: Note): void {
  if (isFinished) return;
  isFinished = true;
  tell(note, () => process.stdout.write('', () => process.stderr.write('', () => process.exit(0))));
}

function tell(note: Note, told: () => void = () => {}): void {
  process.send?.(note, undefined, undefined, told);
}
