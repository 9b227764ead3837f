import {
  CONFIG_OPTION,
  JSON_OPTION,
  jsonText,
  type OperatorCommand,
  sectionsText,
} from '@kmscrypt/lambda/operator';
import type { Connect } from './connect.ts';
import { FLEET_OPTION, fleetsMeant } from './fleet-option.ts';
import { configOf, DEADLINE } from './options.ts';
import { statusLines } from './status-text.ts';

/** How far fleets are. */
export function statusCommand({ connect, now }: Connect): OperatorCommand {
  return {
    name: 'status',
    describe: 'show the run under way, how far each host is, and what holds it back; asks the table alone',
    options: { config: CONFIG_OPTION, fleet: FLEET_OPTION, json: JSON_OPTION },
    run: async (run) => {
      const config = await configOf(run);
      const { store } = await connect(config, run.env);
      const signal = AbortSignal.timeout(DEADLINE);
      const fleets = await fleetsMeant(run, { config, store, signal });
      const looked = await Promise.all(
        fleets.map(async (fleet) => ({ fleet, ...(await store.look(fleet, signal)) })),
      );
      if (run.options['json'] === true) return run.print(jsonText(looked));
      run.print(
        sectionsText(
          looked.map(({ fleet, ...rest }) =>
            statusLines(rest, { fleet, now: rest.at ?? now(), isInConfig: fleet in config.fleets }),
          ),
        ),
      );
    },
  };
}
