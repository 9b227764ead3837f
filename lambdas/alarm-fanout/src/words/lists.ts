import type { Alarm } from '../alarm.ts';
import { childLines } from './composite.ts';
import { cut } from './cut.ts';
import { metricLine } from './measured.ts';
import { oneLine, plain } from './plain.ts';
import type { Saying } from './saying.ts';

/** What is too long for a fact: expressions with their metrics, children, queries, lines of a log, an event as it came. */
export function listsOf({ metrics, composite, log, raw }: Alarm): Saying['lists'] {
  const expressions = metrics.some(({ expression }) => expression !== undefined) ? metrics : [];
  const lists = [
    { heading: 'Metrics', lines: firstOf(expressions.map(expressionLine), { most: 10 }) },
    { heading: 'Alarms of its rule', lines: firstOf(childLines(composite?.children ?? []), { most: 12 }) },
    {
      heading: 'Query',
      isCode: true,
      lines: log?.query === undefined ? [] : firstOf([plain(log.query)], { most: 1, width: 1000 }),
    },
    { heading: 'Log lines', isCode: true, lines: firstOf((log?.lines ?? []).map(plain), { most: 10 }) },
    {
      heading: 'What CloudWatch sent',
      isCode: true,
      lines: raw === undefined ? [] : firstOf([plain(raw)], { most: 1, width: 2000 }),
    },
  ];
  return lists.filter(({ lines }) => lines.length > 0);
}

/** `e1: errors / requests * 100 (Error rate)`. */
function expressionLine(metric: Alarm['metrics'][number]): string {
  const { id, expression, label } = metric;
  if (expression === undefined) return oneLine(`${id}: ${metricLine(metric)}`);
  return oneLine(`${id}: ${expression}${label ? ` (${label})` : ''}`);
}

/** The first `most` of a list's lines, each cut to `width` characters; where there are more, the last line says how many. */
function firstOf(
  lines: readonly string[],
  { most, width = 300 }: { readonly most: number; readonly width?: number },
): readonly string[] {
  const shown = lines.slice(0, most).map((line) => cut(line, width));
  return lines.length > most ? [...shown, `and ${lines.length - most} more`] : shown;
}
