import type { Logger } from '@kmscrypt/lambda';
import { concernedIn } from './concerned.ts';
import type { HostsSeen } from './hosts.ts';
import type { Change, Problem } from './plan-types.ts';
import { problemsOf } from './problems-of.ts';
import type { RunReport } from './run-report.ts';

/** Lines of a kind that a run logs; changes are what an audit asks for, and are seldom many. */
const MOST_CHANGES = 1_000;
const MOST_LINES = 50;

/** Problems by which somebody may keep, or not get, what the config means: for people to look at soon. */
const GRAVE: ReadonlySet<Problem['code']> = new Set([
  'READ_FAILED',
  'GROUP_EMPTIED',
  'GROUP_MISSING',
  'REMOVALS_HELD',
  'UIDS_USED_UP',
  'BREAK_GLASS_TAKEN',
  'MANIFEST_FULL',
]);

/** Problems of one user that last until somebody does something: told when something about that user was read, and not each tick. */
const LASTING: ReadonlySet<Problem['code']> = new Set(['KEY_REFUSED', 'NAME_REFUSED', 'NAME_TAKEN']);

/** Says who gained and lost what, and why; what is held back; what is wrong; and which hosts are behind. Never a key's body. */
export function logRun(report: RunReport, logger: Logger): void {
  const { rounds, asked, state, hosts, calls, now } = report;
  const gains = rounds.flatMap(({ plan }) => plan.gains);
  const losses = rounds.flatMap(({ plan }) => plan.losses);
  const held = rounds.at(-1)?.plan.heldBack ?? [];
  const lines = linesWith(logger);
  lines('info', 'gained', gains.map(detailsOf), MOST_CHANGES);
  lines('info', 'lost', losses.map(detailsOf), MOST_CHANGES);
  lines('error', 'held back', held.map(detailsOf));
  for (const each of [state.held, state.heldConfig]) {
    if (each === undefined) continue;
    const { id, reason, since, users } = each;
    logger.error('losses wait for an approval', {
      held: id,
      reason,
      since: timeOf(since),
      users: users.length,
    });
  }
  const all = problemsOf(rounds);
  const isNews = concernedIn(report);
  const problems = Map.groupBy(all, ({ code, subject }) => {
    if (GRAVE.has(code)) return 'error';
    return LASTING.has(code) && !isNews(subject) ? 'known' : 'warn';
  });
  lines('error', 'problem', (problems.get('error') ?? []).map(told));
  lines('warn', 'problem', (problems.get('warn') ?? []).map(told));
  if (hosts !== undefined) logHosts(hosts, logger);
  logger.info('run', {
    rounds: rounds.length,
    calls,
    claims: asked.claims.length,
    ignored: asked.ignored,
    gains: gains.length,
    losses: losses.length,
    heldBack: held.length,
    problems: all.length,
    todo: state.todo.length,
    due: state.todo.filter(({ due }) => due <= now).length,
    wholeRead: timeOf(state.read.complete),
    ...(hosts === undefined ? {} : { hosts: hosts.running.length, hostsBehind: hosts.behind.length }),
  });
}

function logHosts({ behind, failed, expired, done }: HostsSeen, logger: Logger): void {
  const lines = linesWith(logger);
  lines(
    'error',
    'host behind',
    behind.map(({ hostGroup, instance, needed, why }) => ({ hostGroup, ...instance, needed, why })),
  );
  lines(
    'error',
    'host failed',
    failed.map(
      ({ hostGroup, instance: { arn, name }, refused, record: { result, version, problems } = {} }) => ({
        hostGroup,
        arn,
        name,
        result,
        version,
        problems,
        ...(refused === undefined ? {} : { report: `cannot be read: ${refused}` }),
      }),
    ),
  );
  if (expired.length > 0) logger.error('manifests have expired', { hostGroups: expired });
  const ends = Map.groupBy(done, ({ end }) => (end === 'given-up' ? 'warn' : 'info'));
  lines('warn', 'a revocation was never seen on all hosts', ends.get('warn') ?? []);
  lines('info', 'revoked on all hosts', ends.get('info') ?? []);
}

type Level = 'info' | 'warn' | 'error';

/** Logs a line each, and how many more there are. */
function linesWith(logger: Logger) {
  return (level: Level, message: string, all: readonly object[], most = MOST_LINES): void => {
    for (const details of all.slice(0, most)) logger[level](message, { ...details });
    if (all.length > most) logger[level](`${message}, in all`, { count: all.length });
  };
}

/** `message` is the line's own. */
function told({ code, subject, message: why }: Problem): object {
  return { code, subject, why };
}

function detailsOf({ user, name, login, hostGroup, what, key, why }: Change): object {
  return { user, name, login, hostGroup, what, ...(key === undefined ? {} : { key }), why };
}

function timeOf(time: number): string {
  return time === 0 ? 'never' : new Date(time).toISOString();
}
