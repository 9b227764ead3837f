import { LambdaError } from '@kmscrypt/lambda';
import {
  CONFIG_OPTION,
  JSON_OPTION,
  jsonText,
  type OperatorCommand,
  sectionsText,
} from '@kmscrypt/lambda/operator';
import type { RunReport } from '../plan-types.ts';
import { reportLines } from '../words/report-text.ts';
import type { Connect, OperatorStore } from './connect.ts';
import { FLEET_OPTION, fleetsMeant } from './fleet-option.ts';
import { configOf, DEADLINE } from './options.ts';

/** Most reports that are looked through for one run. */
const MOST = 100;

/** What has become of runs. */
export function reportCommand({ connect }: Connect): OperatorCommand {
  return {
    name: 'report',
    describe: 'show what became of the last runs: hosts, versions, minutes out of service',
    options: {
      config: CONFIG_OPTION,
      fleet: FLEET_OPTION,
      run: { type: 'string', describe: 'this run, such as web-20261122T020000Z, instead of the last' },
      last: { type: 'number', default: 1, describe: 'how many runs of each fleet' },
      json: JSON_OPTION,
    },
    run: async (run) => {
      const { run: id, last, json } = run.options;
      if (typeof last !== 'number' || !Number.isInteger(last) || last < 1 || last > MOST)
        throw new LambdaError('USAGE', `--last is not a whole number from 1 to ${MOST}`);
      const config = await configOf(run);
      const { store } = await connect(config, run.env);
      const signal = AbortSignal.timeout(DEADLINE);
      const reports =
        typeof id === 'string'
          ? [await reportOf(id, { store, signal })]
          : await reportsOf(await fleetsMeant(run, { config, store, signal }), { store, last, signal });
      if (json === true) return run.print(jsonText(reports));
      run.print(
        reports.length === 0
          ? 'no run has ended yet'
          : sectionsText(reports.map((report) => reportLines(report))),
      );
    },
  };
}

interface Asking {
  readonly store: Pick<OperatorStore, 'reports'>;
  readonly signal: AbortSignal;
}

async function reportsOf(
  fleets: readonly string[],
  { store, last, signal }: Asking & { readonly last: number },
): Promise<readonly RunReport[]> {
  return (await Promise.all(fleets.map((fleet) => store.reports(fleet, last, signal)))).flat();
}

/** The id of a run begins with its fleet. */
async function reportOf(id: string, { store, signal }: Asking): Promise<RunReport> {
  const [, fleet] = /^(.+)-\d{8}T\d{6}Z$/u.exec(id) ?? [];
  if (fleet === undefined)
    throw new LambdaError('USAGE', `${JSON.stringify(id)} is not the id of a run`, {
      hints: ['FLEET-20261122T020000Z; report --last 10 shows the last ones'],
    });
  const found = (await store.reports(fleet, MOST, signal)).find(({ run }) => run === id);
  if (found !== undefined) return found;
  throw new LambdaError('NOT_FOUND', `there is no report of ${id}`, {
    hints: [`it may be under way: kmscrypt-lambda auto-update status --fleet ${fleet}`],
  });
}
