import type { ChildAlarm, Composite, Condition } from '../alarm.ts';
import type { Known } from '../alarm-reader.ts';
import type { AlarmEvent } from '../told.ts';

/**
 * An event with what CloudWatch knows of its alarm. What the event says of the change goes before what is so by now; but
 * whether actions are withheld is as it is now, as a message that was held back is read again.
 */
export function withKnown(event: AlarmEvent, known: Known | undefined, now: Date): AlarmEvent {
  const mutes = mutesNow(event, known, now);
  if (known === undefined) return { ...event, ...mutes };
  const kind = event.kind === 'unknown' ? (known.kind ?? 'unknown') : event.kind;
  const isOfMetrics = kind !== 'composite' && kind !== 'log';
  return {
    ...event,
    ...mutes,
    kind,
    raw: kind === 'unknown' ? event.raw : undefined,
    description: event.description ?? known.description,
    metrics: event.metrics.length > 0 || !isOfMetrics ? event.metrics : (known.metrics ?? []),
    condition: kind === 'composite' ? undefined : conditionOf(event.condition, known.condition),
    composite: kind === 'composite' ? compositeOf(event.composite, known) : undefined,
    log:
      kind === 'log'
        ? { ...(known.log ?? { logGroups: [] }), ...given(event.log), lines: event.log?.lines ?? [] }
        : undefined,
    tags: { ...known.tags, ...event.tags },
    actionsEnabled: known.actionsEnabled ?? event.actionsEnabled,
    // Those of the whole alarm say nothing of one contributor.
    changesToday: event.contributor === undefined ? known.changesToday : undefined,
  };
}

/** The event's own mute counts until it ends, unless CloudWatch has been asked. */
function mutesNow(
  { mutedBy, mutedUntil }: AlarmEvent,
  known: Known | undefined,
  now: Date,
): Pick<AlarmEvent, 'mutedBy' | 'mutedUntil'> {
  const isOver = mutedUntil !== undefined && Date.parse(mutedUntil) <= now.getTime();
  const active = known?.mutedBy ?? (isOver ? [] : mutedBy);
  return { mutedBy: active, mutedUntil: active.length === 0 || isOver ? undefined : mutedUntil };
}

function conditionOf(told: Condition | undefined, known: Condition | undefined): Condition | undefined {
  if (told === undefined || known === undefined) return told ?? known;
  return { ...known, ...given(told) };
}

function compositeOf(told: Composite | undefined, known: Known): Composite {
  return {
    rule: told?.rule ?? known.rule,
    children: childrenOf(told?.children ?? [], known.children ?? []),
    // Where the alarm has been read, nothing means that it is not suppressed.
    suppression: known.state === undefined ? told?.suppression : known.suppression,
  };
}

/** Those of the event first, which keep their state of that time; the others as they are now. */
function childrenOf(told: readonly ChildAlarm[], known: readonly ChildAlarm[]): readonly ChildAlarm[] {
  const states = new Map(known.map(({ arn, state }) => [arn, state]));
  const own = told.map((child) => ({ ...child, state: child.state ?? states.get(child.arn) }));
  const arns = new Set(told.map(({ arn }) => arn));
  return [...own, ...known.filter(({ arn }) => !arns.has(arn))].slice(0, 100);
}

/** What there is of something; undefined would hide what is known. */
function given<T extends object>(parts: T | undefined): Partial<T> {
  const entries = Object.entries(parts ?? {}).filter(([, value]) => value !== undefined && !isEmpty(value));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- some of its own parts
  return Object.fromEntries(entries) as Partial<T>;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
