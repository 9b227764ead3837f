import { CHECKS } from './checks/index.ts';
import { type CheckFanout, checkAlarms } from './checks/fanout.ts';
import { type CheckInvalidation, checkSites } from './checks/invalidation.ts';
import { type CheckSshKeys, checkSshKeys } from './checks/ssh-keys.ts';
import { type CheckUpdates, checkUpdates } from './checks/updates.ts';
import { draftOf } from './draft.ts';
import { type ConfigProblem, type Finding, locate } from './problem.ts';
import type { Config } from './schema.ts';
import { shapeFindings } from './shape-findings.ts';
import { type ConfigSource, unplaced } from './source.ts';
import { withoutStandIns } from './stand-in.ts';
import { isAmong, mend, type Mended } from './stand-ins.ts';

export interface CheckOptions {
  /** Where the value was read from; default: it is of no file. */
  readonly source?: ConfigSource | undefined;
  /** How `alarms.fanout` is checked; default: by the schema of the Lambda, which is loaded only where there are alarms. */
  readonly checkFanout?: CheckFanout | undefined;
  /** How `invalidation` of sites is checked; default: by the schema of the Lambda, which is loaded only where they say something. */
  readonly checkInvalidation?: CheckInvalidation | undefined;
  /** How `sshKeys` is checked; default: by the schema of the Lambda, which is loaded only where there is such a part. */
  readonly checkSshKeys?: CheckSshKeys | undefined;
  /** How `updates` of environments are checked; default: by the schema of the Lambda, which is loaded only where there are some. */
  readonly checkUpdates?: CheckUpdates | undefined;
}

/** A config, or why it is none. */
export type Checked =
  | { readonly config: Config; readonly problems?: undefined }
  | { readonly config?: undefined; readonly problems: readonly ConfigProblem[] };

/**
 * Checks a config, with all that goes across its fields, and tells all problems at once: what has the right shape is checked on
 * although something else has not. What is wrong only because something else is, is not told.
 */
export async function checkConfig(value: unknown, options: CheckOptions = {}): Promise<Checked> {
  const { source = unplaced(), checkFanout = askFanout, checkInvalidation = askInvalidation } = options;
  const { checkSshKeys: checkSync = askSshKeys, checkUpdates: checkUpdater = askUpdates } = options;
  const mended = mend(value, source);
  const { config, issues } = mended;
  const shape = shapeFindings(issues, { value, source });
  const draft = draftOf(mended);
  const across = CHECKS.flatMap((check) => check(draft));
  const ofLambdas = await Promise.all([
    checkAlarms(draft, checkFanout),
    checkSites(draft, checkInvalidation),
    checkSshKeys(draft, checkSync),
    checkUpdates(draft, checkUpdater),
  ]);
  const written = [...across, ...ofLambdas.flat()].flatMap((finding) => asWritten(finding, mended));
  const findings: readonly Finding[] = [...shape, ...written];
  if (issues.length === 0 && findings.length === 0) return { config };
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

async function askSshKeys(config: Parameters<CheckSshKeys>[0]): ReturnType<CheckSshKeys> {
  const check = await import('../ssh-keys/check-ssh-keys.ts');
  return check.checkSshKeys(config);
}

async function askUpdates(config: Parameters<CheckUpdates>[0]): ReturnType<CheckUpdates> {
  const check = await import('../updates/check-updates.ts');
  return check.checkUpdates(config);
}

/** A finding in the words of the config; none where it is about a stand-in. */
function asWritten(finding: Finding, { paths, texts }: Mended): readonly Finding[] {
  const { path, message, isOfKey = false } = finding;
  // The key may be wrong beside its value.
  if (isAmong(isOfKey ? path.slice(0, -1) : path, paths)) return [];
  return [{ ...finding, message: withoutStandIns(message, texts) }];
}

/** As the file has them; those without a place as they were found. */
function byPlace(one: ConfigProblem, other: ConfigProblem): number {
  if (one.line === undefined || other.line === undefined) return 0;
  return one.line - other.line || (one.column ?? 0) - (other.column ?? 0);
}
