/** When something was so: from then on, until before `to`; in milliseconds since the epoch, Infinity where it still is. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What began and ended, in the order of time. */
export class Spans {
  readonly all: Span[] = [];

  begin(at: number): void {
    if (!this.isAt(at)) this.all.push({ from: at, to: Infinity });
  }

  end(at: number): void {
    const last = this.all.at(-1);
    if (last === undefined || last.to !== Infinity) return;
    this.all.pop();
    // What ended when it began has never been.
    if (at > last.from) this.all.push({ from: last.from, to: at });
  }

  isAt(at: number): boolean {
    return this.all.some(({ from, to }) => from <= at && at < to);
  }

  /** Whether it was so at any instant of these, both included. */
  wasIn(from: number, to: number): boolean {
    return this.all.some((span) => span.from <= to && span.to > from);
  }
}

/** Of spans in the order of time: those between them, within the bounds. */
export function gapsOf(spans: readonly Span[], within: Span): readonly Span[] {
  const gaps: Span[] = [];
  let { from } = within;
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    if (span.to <= from) continue;
    if (span.from >= within.to) break;
    if (span.from > from) gaps.push({ from, to: span.from });
    from = Math.max(from, span.to);
  }
  if (from < within.to) gaps.push({ from, to: within.to });
  return gaps;
}
