import { accessOf, usersWith } from './access.ts';
import { adopt } from './adoption.ts';
import { believe, forgetUnread } from './belief.ts';
import { type Draft, groupsOf, hasDue } from './belief/draft.ts';
import { isEffective, takenIfDue } from './belief/fact.ts';
import { wantedTodos } from './belief/todos.ts';
import { usersOf, written } from './belief/written.ts';
import { breakGlassProblem, breakGlassUids } from './break-glass.ts';
import { changesBetween, type Standing } from './changes.ts';
import type { SyncConfig } from './config.ts';
import { giveLogins } from './logins.ts';
import { manifestsOf } from './manifests.ts';
import { withWanted } from './plan-todo.ts';
import type { Change, Plan, PlanInput } from './plan-types.ts';
import { problemsOf } from './problems.ts';
import { type Due, takeAway } from './removals.ts';
import { revocationsAfter } from './revocations.ts';
import { configInForce, rulesBefore, withRules } from './rules.ts';
import { spelledAs } from './spelling.ts';
import type { State } from './state.ts';
import { takenAfter, takenLately } from './taken.ts';
import { withhold } from './withheld.ts';

/**
 * What is believed after this evidence, who gains and loses by it, and what hosts are to be told. Nothing is read or written; the
 * same evidence again changes nothing, but for what was held back and may go by then.
 */
export function plan({
  config: given,
  state,
  evidence,
  hasFailed = false,
  todo,
  read,
  now,
}: PlanInput): Plan {
  const wanted = spelledAs(given, state);
  const config = configInForce(wanted, state);
  const before: Standing = {
    users: state.users,
    access: accessOf(state, withRules(config, rulesBefore(config, state))),
  };
  const failures = evidence.filter((each) => each.kind === 'failed');
  const hasFailure = hasFailed || failures.length > 0;
  const lately = takenLately(state, { config, read, now });
  const approvals = new Set(evidence.flatMap((each) => (each.kind === 'approval' ? [each.held] : [])));
  const withAccess = usersWith(before.access);
  const draft = believe({ config, state, evidence, now });
  const removals = takeAway(draft, {
    config,
    withAccess,
    lately: new Set(lately.keys()),
    approvals,
    hasFailure,
    isFree: isFreeIn(state, config),
    state,
    now,
  });
  const waiting = withhold(draft, { before, configs: config === wanted ? [config] : [config, wanted] });
  forgetUnread(draft);
  const { nextUid, problems } = giveLogins(draft, {
    config,
    nextUid: state.nextUid,
    keptUids: state.breakGlassUids,
    hasFailure,
    waiting,
  });
  const believed = written(draft);
  const isTaken = breakGlassProblem(believed, config);
  const breakGlass = isTaken === undefined ? config.breakGlass : undefined;
  const adoption = adopt({
    config: wanted,
    state: { ...state, ...believed },
    before,
    approvals,
    hasFailure,
    now,
  });
  const adopted = withRules(wanted, adoption.rules);
  const after: Standing = { users: believed.users, access: accessOf(believed, adopted) };
  const { gains, losses, since } = changesBetween(before, after);
  const again = wantedTodos(draft, { confirmAfter: config.confirmAfter * 1_000, now });
  const { records, plans, full } = manifestsOf({
    config: { ...adopted, breakGlass },
    access: after.access,
    hasFailure,
    unsettled: new Set([...draft.users.values()].filter(hasDue).map(({ id }) => id)),
    state: { manifests: state.manifests, groups: believed.groups, read },
    now,
  });
  const next: State = {
    ...state,
    ...believed,
    nextUid,
    manifests: records,
    todo: withWanted(todo, again),
    read,
    held: removals.held,
    rules: adoption.rules,
    heldConfig: adoption.held,
    taken: takenAfter(lately, {
      losers: removals.losers,
      gainers: new Set(gains.map(({ user }) => user)),
      now,
    }),
    breakGlassUids: breakGlassUids(state, breakGlass?.uid),
    revocations: revocationsAfter({ state, losses, since, plans, now }),
  };
  return {
    state: next,
    gains,
    losses,
    heldBack:
      removals.isAllTaken && adoption.isAdopted
        ? []
        : lossesToCome(draft, after, withRules(wanted, adoption.toCome)),
    problems: problemsOf({
      failures,
      removals,
      adoption,
      draft,
      logins: isTaken === undefined ? problems : [...problems, isTaken],
      full,
    }),
    manifests: plans,
  };
}

/** What would be lost if all that is due were taken away, under the config that is to come. */
function lossesToCome(draft: Draft, now: Standing, config: SyncConfig): readonly Change[] {
  const users = usersOf(draft, takenIfDue);
  return changesBetween(now, { users, access: accessOf({ users }, config) }).losses;
}

/** Nobody loses anything by the end of what gave nothing before this run, or would only under a config that is not in force. */
function isFreeIn({ users }: State, { hosts }: SyncConfig): (due: Due) => boolean {
  const inForce = groupsOf({ hosts });
  return ({ user, of, what }) =>
    !isEffective(users[user]?.[of][what]) || (of === 'groups' && !inForce.has(what));
}
