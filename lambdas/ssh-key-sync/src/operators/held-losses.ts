import { accessOf } from '../access.ts';
import { changesBetween } from '../changes.ts';
import type { SyncConfig } from '../config.ts';
import type { Change } from '../plan-types.ts';
import { configInForce, rulesToCome, withRules } from '../rules.ts';
import { spelledAs } from '../spelling.ts';
import type { Fact, Held, State } from '../state.ts';

type HeldState = Pick<State, 'users' | 'groups' | 'missing' | 'rules'>;

/** What users would lose on hosts by what is held back; nothing, where they have it by something else, too. */
export function heldLosses(
  { losses, since, reason }: Pick<Held, 'losses' | 'since' | 'reason'>,
  { state, config: wanted }: { readonly state: HeldState; readonly config: SyncConfig },
): readonly Change[] {
  const { users } = state;
  const config = configInForce(wanted, state);
  if (reason === 'config') return configLosses(state, wanted);
  const isLost = new Set(losses);
  const without = Object.fromEntries(
    Object.entries(users).map(([id, user]) => {
      const ended = <Known extends Fact>(facts: Readonly<Record<string, Known>>) =>
        Object.fromEntries(
          Object.entries(facts).map(([what, fact]) => [
            what,
            isLost.has(`${id} ${what}`) ? { ...fact, ended: fact.claimed ?? fact.confirmed ?? since } : fact,
          ]),
        );
      return [id, { ...user, groups: ended(user.groups), keys: ended(user.keys) }];
    }),
  );
  const before = { users, access: accessOf({ users }, config) };
  return changesBetween(before, { users: without, access: accessOf({ users: without }, config) }).losses;
}

function configLosses(state: HeldState, wanted: SyncConfig): readonly Change[] {
  const { users } = state;
  const config = spelledAs(wanted, state);
  const toCome = withRules(config, rulesToCome(config, state));
  return changesBetween(
    { users, access: accessOf(state, configInForce(config, state)) },
    { users, access: accessOf(state, toCome) },
  ).losses;
}
