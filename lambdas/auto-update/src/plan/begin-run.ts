import { timeText } from '@kmscrypt/lambda';
import { isAsked, isDue, nextDue } from '../due.ts';
import { heldBack } from '../held-back.ts';
import type { HostPlanInput } from '../plan-types.ts';
import type { Held } from '../held.ts';
import type { Run } from '../state.ts';
import { fleetNow } from './fleet-now.ts';
import { floorOf, isNeverFree } from './floor.ts';
import { neverFree } from './slots.ts';

/** A new run, or why none begins. */
export type Beginning = { readonly run: Run } | { readonly held: readonly Held[] };

/** Begins a run where one is due, and nothing holds it back. */
export function beginRun(input: HostPlanInput): Beginning {
  const { fleet, following, state, control, now, view, releases } = input;
  if (fleet === undefined || fleet.mode === 'refresh') return { held: [] };
  const { policy } = following;
  const held = heldBack({ ...input, policy });
  if (!isDue({ state, control, now, policy })) return { held: [...held, tooSoon(input)] };
  const { size } = fleetNow({
    view,
    records: new Map(),
    earlier: input.records,
    run: undefined,
    following,
  });
  if (size === 0) {
    const text = view.problem ?? 'no host has its tags, or is in its cluster';
    return { held: [{ code: 'NO_HOSTS', text }] };
  }
  if (policy.outage === 'never' && isNeverFree(size, policy))
    return { held: [...held, neverFree(size, floorOf(size, policy), policy)] };
  if (held.length > 0) return { held };
  const id = runId(fleet.name, now);
  const isWished = isAsked(control, state.last, now);
  const run: Run = {
    id,
    began: now,
    cause: isWished ? 'asked' : 'schedule',
    fleet,
    size,
    release: releases.kind === 'promoted' ? releases.release : { id, pins: {} },
    canaries: [],
  };
  return { run };
}

/** `web-20261122T020000Z`. */
export function runId(fleet: string, began: number): string {
  const time = new Date(began).toISOString().replace(/\.\d+Z$/u, 'Z');
  return `${fleet}-${time.replaceAll(/[-:]/gu, '')}`;
}

function tooSoon({ state: { last }, following }: HostPlanInput): Held {
  const next = last === undefined ? '' : ` before ${timeText(nextDue(last, following.policy))}`;
  return { code: 'TOO_SOON', text: `no run is due${next}` };
}
