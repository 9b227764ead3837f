import type { OperatorCommand } from '@kmscrypt/lambda/operator';
import type { Connect } from './connect.ts';
import { wishCommand } from './wish-command.ts';
import { wishText } from '../words/wish-text.ts';

/** Asks for a run before it is due. */
export function startCommand(connect: Connect): OperatorCommand {
  return wishCommand(
    {
      name: 'start',
      describe: 'begin a run though none is due; windows, pause, freeze and alarms hold it as any other',
      decide: ({ fleet, looked: { state, control }, wish }) => {
        if (state.run !== undefined)
          return {
            lines: [
              `${fleet}: run ${state.run.id} is under way already, and nothing was changed`,
              `  watch it: kmscrypt-lambda auto-update status --fleet ${fleet}`,
            ],
          };
        return {
          change: (before) => ({ ...before, start: wish }),
          lines: [
            `${fleet}: a run is asked for by ${wishText(wish)}`,
            control.paused === undefined
              ? '  it begins with the next tick on which a window is open and nothing holds it back'
              : `  the fleet is paused: it begins once kmscrypt-lambda auto-update resume --fleet ${fleet} has ended that`,
            `  see what it would do: kmscrypt-lambda auto-update plan --fleet ${fleet}; watch it: kmscrypt-lambda auto-update status --fleet ${fleet}`,
          ],
        };
      },
    },
    connect,
  );
}
