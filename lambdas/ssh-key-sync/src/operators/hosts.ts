import {
  CONFIG_OPTION,
  JSON_OPTION,
  jsonText,
  type OperatorCommand,
  toStderr,
} from '@kmscrypt/lambda/operator';
import { hostsOf } from '../hosts.ts';
import type { Connect } from './connect.ts';
import { hostsReport } from './hosts-report.ts';
import { hostsText } from './hosts-text.ts';
import { stateThatIsThere } from './known-state.ts';
import { configOf } from './options.ts';

/** Which version hosts have. */
export function hostsCommand({ connect, now }: Connect): OperatorCommand {
  return {
    name: 'hosts',
    describe: 'show which hosts are up to date, behind or failed, and what they report',
    options: { config: CONFIG_OPTION, json: JSON_OPTION },
    run: async (run) => {
      const config = await configOf(run);
      const { store, fleet } = await connect(config, run.env);
      const signal = AbortSignal.timeout(DEADLINE);
      const state = await stateThatIsThere(config, { store, signal });
      const at = now();
      const seen = await hostsOf({ config, state, store, fleet, now: at, signal, logger: toStderr });
      const groups = hostsReport(seen, { config, state });
      run.print(run.options['json'] === true ? jsonText(groups) : hostsText(groups, at));
    },
  };
}

/** In milliseconds. */
const DEADLINE = 300_000;
