import { formatPath, type Path } from '../config/path.ts';

/** A problem of a fan-out's config. */
export interface FanoutProblem {
  /** Within it, such as `destinations.chat.url`; empty where it is about the whole. */
  readonly path: string;
  /** Never has a value in it that may be a secret. */
  readonly message: string;
}

/** As far as it is used here; https://standardschema.dev. */
interface Schema {
  readonly '~standard': { readonly validate: (value: unknown) => Result | Promise<Result> };
}

interface Result {
  readonly issues?: readonly Issue[] | undefined;
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** Of zod: keys that are not known there. */
  readonly keys?: readonly string[] | undefined;
}

/** What the deployment gives the Lambda; here it only has to be valid. */
const GIVEN = { queues: 'arn:aws:sqs:us-east-1:111122223333:alarm-fanout-', table: 'alarm-fanout' };

/**
 * Checks a config of alarm-fanout, but for `queues` and `table`, with the Lambda's own schema. Tokens and references are taken for what
 * they have to hold: nothing is opened, and nobody is asked.
 *
 * @returns all problems; none where the Lambda will start with it
 */
export async function checkFanout(
  fanout: Readonly<Record<string, unknown>>,
): Promise<readonly FanoutProblem[]> {
  const schema = await lambdaSchema();
  const reserved = Object.keys(GIVEN)
    .filter((key) => Object.hasOwn(fanout, key))
    .map((path) => ({ path, message: 'is given by the deployment' }));
  const { issues = [] } = await schema['~standard'].validate({ ...fanout, ...GIVEN });
  return [...reserved, ...issues.flatMap(problemsOf)];
}

async function lambdaSchema(): Promise<Schema> {
  // What kmscrypt-lambda checks configs with.
  const bundle = new URL('../../dist/lambdas/alarm-fanout/operator.mjs', import.meta.url);
  const { operator }: { readonly operator: { readonly configSchema: Schema } } = await import(bundle.href);
  return operator.configSchema;
}

function problemsOf({ path = [], message, keys }: Issue): readonly FanoutProblem[] {
  const steps = path.map(stepOf);
  if (keys === undefined) return [{ path: formatPath(steps), message }];
  return keys.map((key) => ({ path: formatPath([...steps, key]), message: 'is not known' }));
}

function stepOf(step: PropertyKey | { readonly key: PropertyKey }): Path[number] {
  const key = typeof step === 'object' ? step.key : step;
  return typeof key === 'number' ? key : String(key);
}
