import { counted, LambdaError, timeText } from '@kmscrypt/lambda';
import type { OperatorCommand } from '@kmscrypt/lambda/operator';
import { nextDue } from '../due.ts';
import { isKeptOut } from '../kept-out.ts';
import type { Looked } from '../ports.ts';
import { abortOfRefresh } from './abort-of-refresh.ts';
import type { Connect } from './connect.ts';
import { pendingStart } from './pending-start.ts';
import { hostsUnderWay, recordsOfRun } from './under-way.ts';
import { type Asked, type Decided, wishCommand } from './wish-command.ts';
import { wishText } from '../words/wish-text.ts';

/** Ends the run under way, with every host in service that is well. */
export function abortCommand(connect: Connect): OperatorCommand {
  return wishCommand(
    {
      name: 'abort',
      describe: 'end the run under way, or take back a start; brings every host that is well into service',
      decide: (asked) => (asked.looked.state.run === undefined ? withoutRun(asked) : ofRun(asked)),
    },
    connect,
  );
}

function withoutRun({ fleet, looked }: Asked): Decided {
  const start = pendingStart(looked);
  if (start !== undefined)
    return {
      change: (control) => ({ ...control, start: undefined }),
      lines: [
        `${fleet}: no run is under way; the one that was asked for by ${wishText(start)} no longer is`,
        '  the next run begins when it is due; pause keeps it from beginning',
      ],
    };
  const { last } = looked.state;
  return {
    lines: [`${fleet}: no run is under way, and nothing was aborted`],
    refusal: new LambdaError('NOT_FOUND', `fleet ${fleet} has no run under way: nothing was aborted`, {
      hints: [
        last === undefined
          ? 'it has not had one yet'
          : `the last one, ${last.id}, ended at ${timeText(last.ended)}: ${last.outcome}`,
        'pause keeps the next one from beginning',
      ],
    }),
  };
}

function ofRun({ fleet, looked, wish }: Asked): Decided {
  const id = looked.state.run?.id ?? '';
  const { abort } = looked.control;
  const watch = `  watch it: kmscrypt-lambda auto-update status --fleet ${fleet}`;
  if (abort?.run === id)
    return { lines: [`${fleet}: the end of ${id} was asked for already by ${wishText(abort)}`, watch] };
  return {
    change: (control) => ({ ...control, start: undefined, abort: { ...wish, run: id } }),
    lines: [
      `${fleet}: run ${id} is to be aborted, by ${wishText(wish)}`,
      ...nextLines(looked, wish.at).map((line) => `  ${line}`),
      ...dueLines(looked, wish.at),
      watch,
    ],
  };
}

/** As it would be were it over now. */
function dueLines({ state: { run } }: Looked, now: number): readonly string[] {
  if (run === undefined) return [];
  const due = nextDue({ began: run.began, ended: now, outcome: 'aborted' }, run.fleet.policy);
  return [`  the next run is due at ${timeText(due)}; pause keeps it from beginning`];
}

function nextLines(looked: Looked, now: number): readonly string[] {
  const { run } = looked.state;
  if (run?.fleet.mode === 'refresh') return [abortOfRefresh(run, now)];
  const going = hostsUnderWay(looked).length;
  const kept = recordsOfRun(looked).filter(isKeptOut).length;
  return [
    going === 0
      ? 'no host is under way: the run ends with the next tick'
      : `${counted(going, 'host')} under way: brought into service as soon as it can be, after a reboot that has begun; the run ends then`,
    ...(kept === 0
      ? []
      : [`${counted(kept, 'failed host')} out of service: asked once more, and brought in if it is well`]),
  ];
}
