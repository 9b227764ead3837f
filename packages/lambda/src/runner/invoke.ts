import { LambdaError } from '../error.ts';
import { bundleOf, findLambda } from './find-lambda.ts';
import { lambdaEnvironment } from './lambda-environment.ts';
import { regionOrDefault } from './region.ts';
import { runChild } from './run-child.ts';
import { nameOf, readInput } from './streams.ts';
import type { Surroundings } from './surroundings.ts';

/** Lambda's own limit, in seconds. */
const LONGEST = 900;

/** The options of `invoke`, as the command line has them. */
export interface InvokeOptions {
  readonly name: string;
  /** A file; `-` is stdin. */
  readonly event: string;
  /** The bundle, such as `index`. */
  readonly handler: string;
  /** In seconds. */
  readonly timeout: number;
}

/**
 * Invokes a Lambda once.
 *
 * @returns the answer as JSON
 * @throws LambdaError `USAGE`, `LAMBDA_NOT_FOUND`, `EVENT_UNREADABLE`, `INVOCATION_FAILED`, `INVOCATION_TIMEOUT`
 */
export async function invoke(options: InvokeOptions, { env, cwd }: Surroundings): Promise<string> {
  const { name, handler, timeout } = options;
  if (!(timeout > 0 && timeout <= LONGEST)) {
    throw new LambdaError('USAGE', `--timeout takes seconds, more than 0, to ${LONGEST}`);
  }
  const lambda = findLambda(name, cwd);
  const bundle = bundleOf(lambda, handler);
  const event = await eventIn(options.event, cwd);
  const region = await regionOrDefault(env);
  return runChild(
    { bundle, event, timeout: timeout * 1000 },
    { name, env: lambdaEnvironment(lambda, { env, handler, region }), cwd },
  );
}

async function eventIn(file: string, cwd: string): Promise<unknown> {
  const text = await readInput(file, cwd);
  try {
    const event: unknown = JSON.parse(text);
    return event;
  } catch {
    // What the parser says may quote the event.
    throw new LambdaError('EVENT_UNREADABLE', `${nameOf(file)}: it is not JSON`);
  }
}
