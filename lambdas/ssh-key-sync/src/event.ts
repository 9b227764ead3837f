import type { Message, Outcome } from '@kmscrypt/lambda';
import type { SyncConfig } from './config.ts';
import { OWN } from './config/fields.ts';
import { isOfParameter } from './belief/key-reads.ts';
import { configGroups } from './config-groups.ts';
import { effectOf } from './events/effects.ts';
import type { IamCall } from './events/iam-call.ts';
import { createNames } from './events/names.ts';
import type { ParameterChange } from './events/parameter-change.ts';
import { readMessage } from './events/read-message.ts';
import type { EventClaim } from './evidence.ts';
import type { Asked } from './intake.ts';
import type { State, Todo, User } from './state.ts';
import { addTodos } from './todo.ts';

/** What is not understood comes back so often that the queue soon puts it among the dead letters, which have an alarm; in seconds. */
const PUT_ASIDE = 5;

export interface TakeInOptions {
  readonly state: State;
  readonly config: SyncConfig;
  /** By number of the account: which source it is. */
  readonly accounts: Readonly<Record<string, string>>;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** Reads messages: what they say has happened, and what has to be read because of them. */
export function takeIn(messages: readonly Message[], options: TakeInOptions): Asked {
  const { config, accounts } = options;
  const place = { path: config.parameters, accounts };
  const read = messages.map(({ id, sent, payload, problem }) => ({
    id,
    sent,
    told:
      problem === undefined ? readMessage(payload, place) : ({ kind: 'foreign', reason: problem } as const),
  }));
  const told = read.map((each) => each.told);
  // One that comes back, and has begun a whole read before, does not begin another one.
  const hasBegun = (sent: number | undefined): boolean =>
    sent !== undefined && options.state.read.started >= sent;
  const calls = told.flatMap((each) => (each.kind === 'iam' ? [each] : []));
  const changes = told.flatMap((each) => (each.kind === 'parameter' ? [each] : []));
  const said = [...ofCalls(calls, options), ...ofChanges(changes, options)];
  const idle = said.filter(({ claims, todo }) => claims.length + todo.length === 0).length;
  return {
    claims: said.flatMap(({ claims }) => claims).toSorted((one, other) => one.at - other.at),
    approvals: told.flatMap((each) =>
      each.kind === 'approve' ? [{ kind: 'approval', held: each.held } as const] : [],
    ),
    todo: addTodos(
      [],
      said.flatMap(({ todo }) => todo),
    ),
    isTick: told.some(({ kind }) => kind === 'tick'),
    wholeReads: new Set(
      read.flatMap((each) => (each.told.kind === 'whole-read' && !hasBegun(each.sent) ? [each.id] : [])),
    ),
    once: new Set(read.flatMap((each) => (each.told.kind === 'approve' ? [each.id] : []))),
    outcomes: new Map(
      read.flatMap((each): readonly [string, Outcome][] =>
        each.told.kind === 'foreign'
          ? [
              [
                each.id,
                { status: 'failed', reason: `not understood: ${each.told.reason}`, retryAfter: PUT_ASIDE },
              ],
            ]
          : [],
      ),
    ),
    ignored: idle + told.filter(({ kind }) => kind === 'ignored').length,
  };
}

interface Said {
  readonly claims: readonly EventClaim[];
  readonly todo: readonly Todo[];
}

function ofCalls(calls: readonly IamCall[], { state, config, now }: TakeInOptions): readonly Said[] {
  if (calls.length === 0) return [];
  const names = createNames(state);
  const groups = configGroups(config);
  return calls
    .toSorted((one, other) => one.at - other.at)
    .map((call) => {
      const { source, at } = call;
      const { claims, todo } = effectOf(call, { names, groups, now });
      names.pass(call);
      return { claims: claims.map((change) => ({ kind: 'event', source, at, change }) as const), todo };
    });
}

/** What the user has in the tree is read; what was deleted ends at once, with all values that it had. */
function ofChanges(changes: readonly ParameterChange[], { state, now }: TakeInOptions): readonly Said[] {
  return changes.map(({ at, user, name, isDeleted }) => {
    const known = Object.hasOwn(state.users, user) ? state.users[user] : undefined;
    const ended = isDeleted && known !== undefined ? [...keysOfParameter(known, name)] : [];
    return {
      claims: ended.map((key) => ({
        kind: 'event',
        source: known?.source ?? OWN,
        at,
        change: { type: 'key-ended', user, key },
      })),
      todo: [
        { kind: 'parameters', source: OWN, name: user, due: now, failures: 0, isWhole: false, since: at },
      ],
    };
  });
}

/** Also where none is known yet: a read from before must not bring it back. */
function keysOfParameter({ keys }: User, name: string): ReadonlySet<string> {
  return new Set([`parameter:${name}`, ...Object.keys(keys).filter((id) => isOfParameter(id, name))]);
}
