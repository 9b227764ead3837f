import { LambdaError } from '@kmscrypt/lambda';
import {
  CONFIG_OPTION,
  JSON_OPTION,
  jsonText,
  type OperatorCommand,
  type OperatorOption,
  type OperatorRun,
  sectionsText,
} from '@kmscrypt/lambda/operator';
import type { Looked } from '../ports.ts';
import type { Control, Wish } from '../control.ts';
import type { Connect } from './connect.ts';
import { eachFleet, throwFailed } from './each-fleet.ts';
import { ALL_OPTION, fleetsToChange, ONE_FLEET_OPTION } from './fleet-option.ts';
import { configOf, DEADLINE } from './options.ts';
import { BY_OPTION, REASON_OPTION, wishOf } from './wish-options.ts';

/** What one of the commands that change the wishes of operators does. */
export interface WishVerb {
  readonly name: string;
  readonly describe: string;
  /** What becomes of the wishes of a fleet. */
  readonly decide: (asked: Asked) => Decided;
}

export interface Asked {
  readonly fleet: string;
  readonly looked: Looked;
  readonly wish: Wish;
}

export interface Decided {
  /** Absent: nothing is changed. */
  readonly change?: ((control: Control) => Control) | undefined;
  /** What happens next, and how to watch it. */
  readonly lines: readonly string[];
  /** Why it cannot be wished: an error where the fleet was named, or where it can be of none. */
  readonly refusal?: LambdaError | undefined;
}

const OPTIONS: Readonly<Record<string, OperatorOption>> = {
  config: CONFIG_OPTION,
  fleet: ONE_FLEET_OPTION,
  all: ALL_OPTION,
  by: BY_OPTION,
  reason: REASON_OPTION,
  json: JSON_OPTION,
};

/** A command that writes what operators wish of fleets, and nothing else: the next tick of the Lambda acts on it. */
export function wishCommand({ name, describe, decide }: WishVerb, connect: Connect): OperatorCommand {
  return { name, describe, options: OPTIONS, run: (run) => wishAll(run, { connect, decide }) };
}

async function wishAll(
  run: OperatorRun,
  {
    connect: { connect, now, user },
    decide,
  }: { readonly connect: Connect; readonly decide: WishVerb['decide'] },
): Promise<void> {
  const config = await configOf(run);
  const { store } = await connect(config, run.env);
  const signal = AbortSignal.timeout(DEADLINE);
  const fleets = await fleetsToChange(run, { config, store, signal });
  const isAll = run.options['all'] === true;
  const decided = await eachFleet(fleets, async (fleet) => {
    const looked = await store.look(fleet, signal);
    // The table's own clock, which runs compare it with; that of this machine may be off.
    const wish = wishOf(run, { at: looked.at ?? now(), user });
    return { fleet, looked, ...decide({ fleet, looked, wish }) };
  });
  // Of fleets that were named none is changed where one cannot be; of all, those that can.
  if (!isAll) throwFailed(decided.failed);
  throwRefused(decided.done, isAll);
  const written = await eachFleet(
    decided.done,
    async ({ fleet, looked: { control, state }, change, lines }) => ({
      fleet,
      run: state.run?.id,
      changed: change !== undefined,
      control: change === undefined ? control : await store.wish(fleet, change, signal),
      lines,
    }),
  );
  run.print(
    run.options['json'] === true
      ? jsonText(
          written.done.map(({ fleet, run: id, changed, control }) => ({ fleet, run: id, changed, control })),
        )
      : sectionsText(written.done.map(({ lines }) => lines)),
  );
  throwFailed([...decided.failed, ...written.failed]);
}

function throwRefused(decided: readonly Decided[], isAll: boolean): void {
  const refusals = decided.flatMap(({ refusal }) => refusal ?? []);
  const [first] = refusals;
  if (first === undefined || (isAll && refusals.length < decided.length)) return;
  const message = refusals.map((refusal) => refusal.message).join('\n');
  throw new LambdaError(first.code, message, { hints: first.hints });
}
