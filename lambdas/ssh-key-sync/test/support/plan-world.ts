import { accessOf } from '../../src/access.ts';
import type { SyncConfig } from '../../src/config.ts';
import type { Evidence } from '../../src/evidence.ts';
import type { Plan } from '../../src/plan-types.ts';
import { plan } from '../../src/plan.ts';
import { configInForce } from '../../src/rules.ts';
import { emptyState, type State } from '../../src/state.ts';
import { configOf } from './plan-config.ts';
import { at } from './plan-evidence.ts';

/** One run of the plan at a time, each on the state of the one before. */
export interface PlanWorld {
  readonly state: State;
  /** Logins with access to `dev-app`, in order, with `+` for sudo and the ids of their keys: `alice+ APKA1`. */
  access(): readonly string[];
  /** The runs from now on have another config. */
  deploy(config: SyncConfig): void;
  run(seconds: number, ...evidence: readonly Evidence[]): Plan;
  /** All manifests in the bucket, and all hosts told. */
  settle(): void;
}

export function createPlanWorld(first: SyncConfig = configOf()): PlanWorld {
  let config = first;
  let state: State = emptyState(config.uids.from);
  return {
    get state() {
      return state;
    },
    access() {
      const users = accessOf(state, configInForce(config, state)).get('dev-app') ?? new Map();
      return [...users.values()]
        .map(
          ({ login, right, keys }) =>
            `${login}${right === 'sudo' ? '+' : ''} ${keys.map(({ id }: { id: string }) => id).join(' ')}`,
        )
        .toSorted();
    },
    deploy(next) {
      config = next;
    },
    run(seconds, ...evidence) {
      const planned = plan({
        config,
        state,
        evidence,
        todo: state.todo.filter(({ due }) => due > at(seconds)),
        read: { started: at(0), complete: at(0) },
        now: at(seconds),
      });
      // As it is written and loaded.
      state = JSON.parse(JSON.stringify(planned.state)) as State;
      return planned;
    },
    settle() {
      const manifests = Object.entries(state.manifests).map(([name, record]) => [
        name,
        { ...record, put: record.version, told: record.version },
      ]);
      state = { ...state, manifests: Object.fromEntries(manifests) };
    },
  };
}
