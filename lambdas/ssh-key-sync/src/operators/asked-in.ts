import { intakeOf, LambdaError } from '@kmscrypt/lambda';
import type { OperatorRun } from '@kmscrypt/lambda/operator';
import { takeIn } from '../event.ts';
import type { Asked } from '../intake.ts';
import { configInForce } from '../rules.ts';
import type { Setup } from '../run.ts';
import type { State } from '../state.ts';
import { addTodos } from '../todo.ts';
import { wholeReadTodos } from '../whole-read.ts';
import { withOwnAccount } from '../with-own-account.ts';

/** What a plan is asked of: a whole read, an event, or nothing but the state. */
export interface PlanQuestion extends Pick<Asked, 'claims' | 'approvals' | 'todo'> {
  readonly kind: 'read' | 'event' | 'state';
  /** With what is to be read added. */
  readonly state: State;
}

/** @throws LambdaError `USAGE`, `EVENT_UNREADABLE`, `MESSAGE_INVALID` */
export async function askedIn(
  { options: { event, read }, read: readText }: OperatorRun,
  {
    setup: { config: wanted, accounts: known },
    state,
    now,
  }: { readonly setup: Setup; readonly state: State; readonly now: number },
): Promise<PlanQuestion> {
  const config = configInForce(wanted, state);
  if (typeof event !== 'string') {
    const todo = read === false ? [] : addTodos(wholeReadTodos(config, now), state.todo);
    const kind = read === false ? 'state' : 'read';
    const started = read === false ? state.read : { ...state.read, started: now };
    return {
      kind,
      claims: [],
      approvals: [],
      todo,
      state: { ...state, read: started, todo: addTodos(state.todo, todo) },
    };
  }
  if (read === false) throw new LambdaError('USAGE', '--event reads what it concerns: leave --no-read out');
  const name = event === '-' ? 'stdin' : event;
  const { messages } = intakeOf(parsed(name, await readText(event)), name);
  const accounts = withOwnAccount(known, messages);
  const asked = takeIn(messages, { state, config, accounts, now });
  const problems = [...asked.outcomes.values()].flatMap((each) =>
    each.status === 'failed' ? [each.reason] : [],
  );
  if (problems.length > 0) throw new LambdaError('MESSAGE_INVALID', `${name}: ${problems.join('; ')}`);
  const todo = [
    ...(asked.isTick ? state.todo : []),
    ...(asked.wholeReads.size > 0 ? wholeReadTodos(config, now) : []),
  ];
  const all = addTodos(asked.todo, todo);
  return {
    kind: 'event',
    claims: asked.claims,
    approvals: asked.approvals,
    todo: all,
    state: { ...state, todo: addTodos(state.todo, all) },
  };
}

function parsed(name: string, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new LambdaError('EVENT_UNREADABLE', `${name}: it is not JSON`);
  }
}
