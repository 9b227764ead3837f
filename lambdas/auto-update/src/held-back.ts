import { hoursNow, nextHours, timeText } from '@kmscrypt/lambda';
import type { Policy, Window } from './config/policy.ts';
import type { PlanInput } from './plan-types.ts';
import type { Held } from './held.ts';

/** At most so many names are told. */
const NAMES = 5;

/** Why nothing may be begun with now, all reasons; what is under way goes on. */
export function heldBack({
  control,
  gates,
  releases,
  now,
  policy,
}: PlanInput & { readonly policy: Policy }): readonly Held[] {
  return [
    ...windowClosed(policy.windows, now),
    ...paused(control),
    ...(gates.frozen === undefined
      ? []
      : [{ code: 'FROZEN', text: `the freeze parameter says ${gates.frozen}: set it to off` } as const]),
    ...(gates.alarms.length === 0
      ? []
      : [{ code: 'ALARM', text: `firing: ${listed(gates.alarms)}` } as const]),
    ...(gates.unreadable.length === 0
      ? []
      : [{ code: 'GATE_UNREADABLE', text: `could not be read: ${listed(gates.unreadable)}` } as const]),
    ...(releases.kind === 'none' ? [{ code: 'PROMOTION_WAITS', text: releases.reason } as const] : []),
  ];
}

function windowClosed(windows: readonly Window[], now: number): readonly Held[] {
  if (windows.some((window) => hoursNow(window, now) !== undefined)) return [];
  const openings = windows.flatMap((window) => nextHours(window, now) ?? []);
  const next =
    openings.length === 0 ? 'no window ever opens' : `the next opens ${timeText(Math.min(...openings))}`;
  return [{ code: 'WINDOW_CLOSED', text: `no window is open: ${next}` }];
}

function paused({ paused: wish }: PlanInput['control']): readonly Held[] {
  if (wish === undefined) return [];
  const reason = wish.reason === undefined ? '' : `: ${wish.reason}`;
  return [{ code: 'PAUSED', text: `paused by ${wish.by} since ${timeText(wish.at)}${reason}` }];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).join(', ');
  return names.length > NAMES ? `${shown} and ${names.length - NAMES} more` : shown;
}
