import {
  CONFIG_OPTION,
  JSON_OPTION,
  jsonText,
  type OperatorCommand,
  section,
  sectionsText,
} from '@kmscrypt/lambda/operator';
import type { Connect } from './connect.ts';
import { type Explanation, explanationOf } from './explanation.ts';
import { breakGlassText } from './break-glass-text.ts';
import { findHost } from './find-host.ts';
import { findUser } from './find-user.ts';
import { stateThatIsThere } from './known-state.ts';
import { breakGlassProblem } from '../break-glass.ts';
import { configInForce } from '../rules.ts';
import { configOf } from './options.ts';

/** Whether somebody gets into a host, and why. */
export function explainCommand({ connect, now }: Connect): OperatorCommand {
  return {
    name: 'explain',
    describe: 'say whether a user gets into a host, and why; IAM is not read',
    positionals: [
      { name: 'USER', describe: 'name in IAM, SOURCE:NAME, login name or UserId' },
      { name: 'HOST', describe: 'id, ARN or Name of an instance, or a host group of the config' },
    ],
    options: { config: CONFIG_OPTION, json: JSON_OPTION },
    run: async (run) => {
      const { USER: meant, HOST: where, json } = run.options;
      const config = await configOf(run);
      const { store, fleet } = await connect(config, run.env);
      const signal = AbortSignal.timeout(DEADLINE);
      const state = await stateThatIsThere(config, { store, signal });
      const reports = { ...state.hosts, ...(await store.reports(state.hosts, signal)) };
      const host = await findHost(String(where), { config, reports, fleet, signal });
      if (config.breakGlass !== undefined && meant === config.breakGlass.login) {
        const problem = breakGlassProblem(state, config);
        const sentence = breakGlassText(config.breakGlass, { host, problem });
        const answer = problem === undefined ? 'yes' : 'no';
        return run.print(json === true ? jsonText({ answer, sentence }) : sentence);
      }
      const user = findUser(String(meant), state);
      const explanation = explanationOf({
        user,
        host,
        state,
        config: configInForce(config, state),
        reports,
        now: now(),
      });
      run.print(json === true ? jsonText(explanation) : explanationText(explanation));
    },
  };
}

/** In milliseconds. */
const DEADLINE = 120_000;

/** For people, the answer first. */
export function explanationText({ sentence, who, groups, keys, pending, version }: Explanation): string {
  return sectionsText([
    [sentence],
    ['who', `  ${who}`],
    lines('groups', groups),
    lines('keys', keys.length === 0 ? ['none is known'] : keys),
    lines('pending', pending),
    lines('version', version),
  ]);
}

function lines(heading: string, entries: readonly string[]): readonly string[] {
  return section(
    heading,
    entries.map((entry) => [entry]),
  );
}
