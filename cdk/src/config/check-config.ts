import { CHECKS } from './checks/index.ts';
import { type CheckFanout, checkAlarms } from './checks/fanout.ts';
import { type CheckInvalidation, checkSites } from './checks/invalidation.ts';
import { draftOf } from './draft.ts';
import { type ConfigProblem, type Finding, locate } from './problem.ts';
import { configSchema, type Config } from './schema.ts';
import { shapeFindings } from './shape-findings.ts';
import { type ConfigSource, unplaced } from './source.ts';

export interface CheckOptions {
  /** Where the value was read from; default: it is of no file. */
  readonly source?: ConfigSource | undefined;
  /** How `alarms.fanout` is checked; default: by the schema of the Lambda, which is loaded only where there are alarms. */
  readonly checkFanout?: CheckFanout | undefined;
  /** How `invalidation` of sites is checked; default: by the schema of the Lambda, which is loaded only where they say something. */
  readonly checkInvalidation?: CheckInvalidation | undefined;
}

/** A config, or why it is none. */
export type Checked =
  | { readonly config: Config; readonly problems?: undefined }
  | { readonly config?: undefined; readonly problems: readonly ConfigProblem[] };

/**
 * Checks a config, with all that goes across its fields, and tells all problems at once. What has the right shape is checked on
 * although something else has not.
 */
export async function checkConfig(value: unknown, options: CheckOptions = {}): Promise<Checked> {
  const { source = unplaced(), checkFanout = askFanout, checkInvalidation = askInvalidation } = options;
  const parsed = configSchema.safeParse(value, { reportInput: true });
  const shape = shapeFindings(parsed.error?.issues ?? [], source);
  const draft = draftOf(
    value,
    shape.filter(({ code }) => code === 'KEY_UNKNOWN').map(({ path }) => path),
  );
  const across = CHECKS.flatMap((check) => check(draft));
  const ofLambdas = await Promise.all([
    checkAlarms(draft, checkFanout),
    checkSites(draft, checkInvalidation),
  ]);
  const findings: readonly Finding[] = [...shape, ...across, ...ofLambdas.flat()];
  if (parsed.success && findings.length === 0) return { config: parsed.data };
  const problems = findings.map((finding) => locate(finding, source));
  return { problems: problems.toSorted(byPlace) };
}

async function askFanout(fanout: Parameters<CheckFanout>[0]): ReturnType<CheckFanout> {
  const { checkFanout } = await import('../alarms/check-fanout.ts');
  return checkFanout(fanout);
}

async function askInvalidation(sites: Parameters<CheckInvalidation>[0]): ReturnType<CheckInvalidation> {
  const { checkInvalidation } = await import('../edge/check-invalidation.ts');
  return checkInvalidation(sites);
}

/** As the file has them; those without a place as they were found. */
function byPlace(one: ConfigProblem, other: ConfigProblem): number {
  if (one.line === undefined || other.line === undefined) return 0;
  return one.line - other.line || (one.column ?? 0) - (other.column ?? 0);
}
