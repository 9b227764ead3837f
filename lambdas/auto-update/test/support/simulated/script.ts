import { reboot } from './life.ts';
import type { Answer, Machine } from './machine.ts';
import type { World } from './world.ts';

/** What the document passes to the script. */
export interface Asked {
  readonly step: string;
  readonly action: string;
  readonly scope: string;
  readonly pin: string;
}

const CHECK_TIME = 8_000;
const HEALTH_TIME = 3_000;
/** How long after its answer the reboot comes. */
const REBOOT_AFTER = 5_000;

/**
 * The script on a host: does a step, and says what came of it. A step that it has had it does not do again, but says what came of it.
 *
 * @param say is called with what it prints, once it is through; never where the host goes down meanwhile
 */
export function runScript(
  world: World,
  {
    machine,
    asked,
    say,
  }: {
    readonly machine: Machine;
    readonly asked: Asked;
    readonly say: (text: string, result: Answer['result']) => void;
  },
): void {
  const { boots } = machine;
  const isSame = (): boolean => machine.isUp && machine.boots === boots;
  const had = machine.had.get(asked.step);
  if (had !== undefined) {
    world.clock.in(HEALTH_TIME, () => {
      const answer = had.answer ?? { action: had.action, result: 'running', packages: 'unchanged' };
      if (isSame()) say(printed(machine, asked, answer), answer.result);
    });
    return;
  }
  const step: { readonly action: string; answer?: Answer } = { action: asked.action };
  machine.had.set(asked.step, step);
  const end = (answer: Answer): void => {
    step.answer = answer;
    // The same step may be asked for again then.
    if (answer.result === 'refused') machine.had.delete(asked.step);
    say(printed(machine, asked, answer), answer.result);
  };
  const { time, deed } = WORK[asked.action] ?? { time: () => 0, deed: () => bad(asked) };
  const takes = time(machine, world.clock.now());
  if (takes === Infinity) return;
  world.clock.in(takes, () => {
    if (isSame()) end(deed(machine, asked, world));
  });
}

interface Work {
  readonly time: (machine: Machine, now: number) => number;
  readonly deed: (machine: Machine, asked: Asked, world: World) => Answer;
}

const WORK: Readonly<Record<string, Work>> = {
  check: {
    time: () => CHECK_TIME,
    deed: checked,
  },
  health: {
    time: () => HEALTH_TIME,
    deed: (machine) => ({
      action: 'health',
      result: 'ok',
      packages: 'unchanged',
      problems: machine.isWell ? [] : ['a service is not active'],
    }),
  },
  patch: {
    time: ({ temper, busyUntil }, now) =>
      temper.patch === 'hangs'
        ? Infinity
        : temper.patch === 'refuses' || busyUntil > now
          ? 2_000
          : temper.patchTime,
    deed: patched,
  },
  reboot: {
    time: () => 1_000,
    deed: (machine, _, world) => {
      if (machine.temper.reboot !== 'stays') world.clock.in(REBOOT_AFTER, () => reboot(world, machine));
      return { action: 'reboot', result: 'ok', packages: 'unchanged' };
    },
  },
};

function checked(machine: Machine, { scope }: Asked): Answer {
  const action = 'check';
  if (machine.temper.check === 'fails')
    return { action, result: 'failed', packages: 'unchanged', problems: ['updates cannot be told'] };
  const isWork = pending(machine, scope) > 0 || machine.needsReboot;
  return { action, result: isWork ? 'ok' : 'nothing', packages: 'unchanged' };
}

function bad({ action }: Asked): Answer {
  return { action, result: 'refused', packages: 'unchanged', problems: [`unknown action ${action}`] };
}

function patched(machine: Machine, { scope, pin }: Asked, world: World): Answer {
  const { temper } = machine;
  const action = 'patch';
  if (temper.patch === 'refuses' || machine.busyUntil > world.clock.now())
    return {
      action,
      result: 'refused',
      packages: 'unchanged',
      problems: ['another package manager is at work'],
    };
  if (temper.patch === 'fails')
    return { action, result: 'failed', packages: 'unchanged', problems: ['no space left on device'] };
  const count = pending(machine, scope);
  if (count === 0) return { action, result: 'nothing', packages: 'unchanged' };
  if (temper.patch === 'silent')
    return { action, result: 'ok', packages: 'unchanged', problems: ['no package has changed'] };
  machine.versions += 1;
  machine.needsReboot = true;
  machine.pin = pin === '' ? 'none' : pin;
  if (temper.patch === 'breaks') {
    machine.isWell = false;
    return { action, result: 'failed', packages: 'broken', problems: ['a package is half configured'] };
  }
  if (temper.patch === 'partly' && count > 1) {
    machine.security = Math.min(machine.security, 1);
    machine.updates = Math.max(1, machine.security);
    return { action, result: 'ok', packages: 'changed', problems: ['kept back: linux-image'] };
  }
  machine.updates -= scope === 'all' ? machine.updates : machine.security;
  machine.security = 0;
  return { action, result: 'ok', packages: 'changed', changes: ['openssl 3.0.14 3.0.15'] };
}

function pending({ updates, security }: Machine, scope: string): number {
  return scope === 'all' ? updates : security;
}

/** As the host part prints it; at most 2,300 bytes. */
function printed(machine: Machine, { step, scope }: Asked, answer: Answer): string {
  const { id, boots, versions, platform, architecture, security, needsReboot, pin, isWell } = machine;
  const { action, result, packages, changes = [], problems = [] } = answer;
  const isBlind = action === 'check' && result === 'failed';
  const number = Number.parseInt(id.slice(2), 16) % 0xffffff;
  return [
    'kmscrypt-auto-update 1',
    `step ${step}`,
    `action ${action}`,
    `result ${result}`,
    `packages ${packages}`,
    `boot ${number.toString(16).padStart(8, '0')}-0000-4000-8000-${boots.toString(16).padStart(12, '0')}`,
    `kernel 6.1.0-${versions}-amd64`,
    `platform ${platform}`,
    `architecture ${architecture}`,
    // Nobody can tell them then.
    `updates ${isBlind ? 0 : pending(machine, scope)}`,
    `security ${security}`,
    `reboot ${needsReboot ? 'yes' : 'no'}`,
    `digest ${(number * 4_096 + versions).toString(16).padStart(16, '0')}`,
    `pin ${pin}`,
    `health ${isWell ? 'ok' : 'bad'}`,
    ...problems.map((problem) => `problem ${problem}`),
    ...changes.map((change) => `package ${change}`),
    'more 0',
    'end',
    '',
  ].join('\n');
}
