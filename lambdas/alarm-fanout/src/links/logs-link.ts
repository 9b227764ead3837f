import type { AlarmEvent } from '../told.ts';
import { consoleLink } from './console.ts';
import { windowAround } from './window.ts';

const MOST_OF_URL = 2000;
const GROUP = /^arn:[\w-]+:logs:[a-z0-9-]+:(\d{12}):log-group:([^:]+)/;

/**
 * A log alarm's query in Logs Insights, around the change. Its query detail is JSURL with `*` and two hexadecimal digits, or
 * `**` and four, for what is neither letter nor digit, as the console's own addresses have it.
 *
 * @returns undefined where the query is not known, or too long for a link
 */
export function logsLink({ log, region, account, at }: AlarmEvent): string | undefined {
  if (log?.query === undefined) return undefined;
  const { start, end } = windowAround(at, 300);
  const groups = log.logGroups.map((group) => textOf(groupOf(group, account)));
  const detail = [
    `end~${textOf(end)}`,
    `start~${textOf(start)}`,
    "timeType~'ABSOLUTE",
    "tz~'UTC",
    `editorString~${textOf(log.query)}`,
    `source~(${groups.map((group) => `~${group}`).join('')})`,
  ].join('~');
  const link = consoleLink(region, `logsV2:logs-insights?queryDetail=~(${detail})`);
  return link.length > MOST_OF_URL
    ? undefined
    : link.replaceAll("'", '%27').replaceAll('(', '%28').replaceAll(')', '%29');
}

/** By its name in the alarm's own account, else by its ARN. */
function groupOf(group: string, account: string): string {
  const [, owner, name] = GROUP.exec(group) ?? [];
  return owner === account && name !== undefined ? name : group;
}

function textOf(text: string): string {
  const encoded = text.replaceAll(/[^\w.-]/g, (sign) => {
    const code = sign.charCodeAt(0);
    return code > 255 ? `**${code.toString(16).padStart(4, '0')}` : `*${code.toString(16).padStart(2, '0')}`;
  });
  return `'${encoded}`;
}
