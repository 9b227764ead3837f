import {
  CONFIG_OPTION,
  JSON_OPTION,
  jsonText,
  type OperatorCommand,
  sectionsText,
} from '@kmscrypt/lambda/operator';
import type { Connect } from './connect.ts';
import { eachFleet, throwFailed } from './each-fleet.ts';
import { FLEET_OPTION, fleetsMeant } from './fleet-option.ts';
import { groupOutlookOf, type GroupOutlook } from './group-outlook.ts';
import type { HostOutlook } from './host-outlook-types.ts';
import { hostOutlookOf } from './host-outlook.ts';
import { knownStore } from './known-store.ts';
import { type FleetInput, lookAtFleet } from './look-at-fleet.ts';
import { configOf } from './options.ts';
import { planSections } from './plan-text.ts';

/** What the next run would do. */
export function planCommand({ connect, now }: Connect): OperatorCommand {
  return {
    name: 'plan',
    describe:
      'show what the next run would do: which hosts, in which order, when, and why not; changes nothing',
    options: { config: CONFIG_OPTION, fleet: FLEET_OPTION, json: JSON_OPTION },
    run: async (run) => {
      const config = await configOf(run);
      const connected = await connect(config, run.env);
      const store = knownStore(connected.store);
      const signal = AbortSignal.timeout(DEADLINE);
      const meant = await fleetsMeant(run, { config, store, signal });
      const { done, failed } = await eachFleet(meant, async (fleet) => {
        const looked = await lookAtFleet(fleet, { ...connected, store, config, now: now(), signal });
        const until = now() + REHEARSAL;
        return looked === undefined ? [] : [outlookOf(looked, () => now() > until)];
      });
      const outlooks = done.flat();
      run.print(
        run.options['json'] === true
          ? jsonText(outlooks)
          : sectionsText([
              store.isMissing() ? [missingText(config.table, connected.region)] : [],
              ...outlooks.flatMap((outlook) => planSections(outlook)),
            ]),
      );
      throwFailed(failed);
    },
  };
}

function outlookOf(looked: FleetInput, isOver: () => boolean): HostOutlook | GroupOutlook {
  return looked.kind === 'hosts' ? hostOutlookOf(looked.input, { isOver }) : groupOutlookOf(looked.input);
}

/** In milliseconds: for all that is asked, and for going through one run. */
const DEADLINE = 600_000;
const REHEARSAL = 60_000;

function missingText(table: string, region: string): string {
  return `there is no table ${table} in ${region} (not deployed yet, or another region or account?): planned from nothing`;
}
