import { counted } from '@kmscrypt/lambda';
import type { OperatorCommand } from '@kmscrypt/lambda/operator';
import type { Looked } from '../ports.ts';
import type { Control, Wish } from '../control.ts';
import type { Connect } from './connect.ts';
import { pauseOfRefresh } from './pause-of-refresh.ts';
import { hostsUnderWay } from './under-way.ts';
import { wishCommand } from './wish-command.ts';
import { wishText } from '../words/wish-text.ts';

/** Begins with no further host until `resume`. */
export function pauseCommand(connect: Connect): OperatorCommand {
  return wishCommand(
    {
      name: 'pause',
      describe: 'begin with no further host; what is under way is brought to its end',
      decide: ({ fleet, looked, wish }) => {
        const was = looked.control.paused;
        return {
          ...(isNews(looked.control, wish)
            ? { change: (control) => (isNews(control, wish) ? { ...control, paused: wish } : control) }
            : {}),
          lines: [
            ...pausedLines(fleet, { was, wish, isNew: isNews(looked.control, wish) }),
            `  ${goingLine(fleet, looked)}`,
            `  watch it: kmscrypt-lambda auto-update status --fleet ${fleet}; end it: kmscrypt-lambda auto-update resume --fleet ${fleet}`,
          ],
        };
      },
    },
    connect,
  );
}

/** Without a reason of its own a second pause leaves who paused first, and why. */
function isNews({ paused }: Control, { reason }: Wish): boolean {
  return paused === undefined || reason !== undefined;
}

function pausedLines(
  fleet: string,
  { was, wish, isNew }: { readonly was: Wish | undefined; readonly wish: Wish; readonly isNew: boolean },
): readonly string[] {
  if (was === undefined) return [`${fleet}: paused by ${wishText(wish)}`];
  return isNew
    ? [`${fleet}: paused by ${wishText(wish)}`, `  it was paused already, by ${wishText(was)}`]
    : [`${fleet}: it is paused already, by ${wishText(was)}, and nothing was changed`];
}

function goingLine(fleet: string, looked: Looked): string {
  const { run } = looked.state;
  if (run === undefined) return 'no run is under way, and none begins';
  if (run.fleet.mode === 'refresh') return `run ${run.id} ${pauseOfRefresh(run)}`;
  return `run ${run.id} goes on with ${counted(hostsUnderWay(looked).length, 'host')} under way, and begins with no other`;
}
