import type { LogQuery } from '../alarm.ts';
import { isObject, listOf, part, textOf } from './json.ts';

const MOST_LINES = 50;
const MOST_OF_LINE = 1024;

/**
 * Reads what only log alarms have. The names are those of PutLogAlarm: CloudWatch's guide ("Log alarms") shows no whole
 * event. Lines come by SNS alone, under a name that it does not tell.
 *
 * @returns undefined where there is nothing of a log alarm
 */
export function logQueryOf(configuration: unknown, notification: unknown): LogQuery | undefined {
  const scheduled = part(configuration, 'scheduledQueryConfiguration');
  const lines = ['logLines', 'actionLogLines', 'queryResultLogLines'].flatMap((name) =>
    listOf(part(notification, name), MOST_LINES),
  );
  if (!isObject(scheduled) && lines.length === 0) return undefined;
  return {
    query: textOf(part(scheduled, 'queryString'), 10_000),
    aggregation: textOf(part(scheduled, 'aggregationExpression'), 2048),
    logGroups: listOf(part(scheduled, 'logGroupIdentifiers')).flatMap((group) => textOf(group) ?? []),
    lines: lines.slice(0, MOST_LINES).flatMap((line) => textOf(lineOf(line), MOST_OF_LINE) ?? []),
  };
}

/** A line may be a text, or an object with the message. */
function lineOf(line: unknown): unknown {
  return isObject(line) ? (part(line, 'message') ?? line['@message']) : line;
}
