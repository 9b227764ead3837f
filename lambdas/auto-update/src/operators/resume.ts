import type { OperatorCommand } from '@kmscrypt/lambda/operator';
import type { Connect } from './connect.ts';
import { wishCommand } from './wish-command.ts';
import { wishText } from '../words/wish-text.ts';

/** Ends a `pause`. */
export function resumeCommand(connect: Connect): OperatorCommand {
  return wishCommand(
    {
      name: 'resume',
      describe: 'end a pause; windows, alarms and the floor hold as ever',
      decide: ({ fleet, looked: { state, control } }) => {
        const { paused } = control;
        if (paused === undefined) return { lines: [`${fleet}: it was not paused, and nothing was changed`] };
        return {
          change: (before) => ({ ...before, paused: undefined }),
          lines: [
            `${fleet}: no longer paused; it was by ${wishText(paused)}`,
            state.run === undefined
              ? '  the next run begins when it is due and a window is open'
              : `  run ${state.run.id} goes on with the next tick, where nothing else holds it back`,
            `  watch it: kmscrypt-lambda auto-update status --fleet ${fleet}`,
          ],
        };
      },
    },
    connect,
  );
}
