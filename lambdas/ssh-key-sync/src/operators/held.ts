import {
  CONFIG_OPTION,
  JSON_OPTION,
  jsonText,
  type OperatorCommand,
  section,
  sectionsText,
} from '@kmscrypt/lambda/operator';
import type { Connect } from './connect.ts';
import { changeEntries } from './change-lines.ts';
import { heldLosses } from './held-losses.ts';
import { approvalCommand, heldLines, mistakeLines } from './held-lines.ts';
import { stateThatIsThere } from './known-state.ts';
import { configOf } from './options.ts';
import { queueIn, QUEUE_OPTION } from './queue-option.ts';

/** What is held back, and how to let it go. */
export function heldCommand({ connect }: Connect): OperatorCommand {
  return {
    name: 'held',
    describe: 'show what is held back, and the command that approves it; nothing is approved',
    options: {
      config: CONFIG_OPTION,
      queue: QUEUE_OPTION,
      json: JSON_OPTION,
    },
    run: async (run) => {
      const { json } = run.options;
      const config = await configOf(run);
      const queue = queueIn(run.options, config);
      const signal = AbortSignal.timeout(DEADLINE);
      const { store } = await connect(config, run.env);
      const state = await stateThatIsThere(config, { store, signal });
      const [own, byConfig] = [state.held, state.heldConfig].map((held) =>
        held === undefined
          ? undefined
          : { held, losses: heldLosses(held, { state, config }), approve: approvalCommand(held, queue) },
      );
      if (json === true) return run.print(jsonText({ ...own, config: byConfig }));
      const all = [own, byConfig].filter((each) => each !== undefined);
      if (all.length === 0) return run.print('nothing is held back');
      return run.print(
        sectionsText(
          all.flatMap(({ held, losses, approve }) => [
            heldLines(held, state),
            section('on hosts this is', changeEntries(losses)),
            ['if it is meant, this approves exactly that, and nothing else:', `  ${approve}`],
            mistakeLines(held, state),
          ]),
        ),
      );
    },
  };
}

/** In milliseconds. */
const DEADLINE = 60_000;
