import { type Logger, reasonOf } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import { readHostReport } from '../../host-report.ts';
import type { Store } from '../../ports.ts';
import type { HostRecord } from '../../state.ts';
import type { GotObject, ListedObject } from './bucket.ts';
import type { BucketCalls } from './calls.ts';

/** Where hosts report: `status/ARN`. */
const STATUS = 'status/';
const ARN = /^arn:aws[a-z-]*:ec2:[a-z0-9-]{5,25}:\d{12}:instance\/i-[0-9a-f]{8,32}$/;

/** In bytes. */
const LONGEST = 16_384;
/** In milliseconds. Hosts report every hour at least: what is older is of hosts that are gone. */
const OLDEST = 86_400_000;
const READS_AT_ONCE = 50;
const PAGE = 1_000;
/** How many unreadable reports of one look are named in the log. */
const MOST_NAMED = 20;

export interface ReportObjectsOptions {
  readonly calls: BucketCalls;
  readonly logger: Pick<Logger, 'warn'> | undefined;
  readonly now: () => number;
}

/** Reports of hosts: text of others, of which nothing is taken that is not as it has to be. */
export function reportObjects({ calls, logger, now }: ReportObjectsOptions): Pick<Store, 'reports'> {
  const listed = async (signal: AbortSignal): Promise<readonly ListedObject[]> => {
    const objects: ListedObject[] = [];
    let from: string | undefined;
    do {
      const page = { prefix: STATUS, most: PAGE, from };
      const call = { operation: 'ListObjectsV2', key: STATUS, signal };
      const answer = await calls(call, (s3) => s3.list(page, signal));
      for (const object of answer.objects) objects.push(object);
      from = answer.next;
    } while (from !== undefined);
    return objects;
  };

  /** Undefined where it has been deleted meanwhile. */
  const readOne = async ({ key, size }: ListedObject, signal: AbortSignal): Promise<Read | undefined> => {
    if (!ARN.test(key.slice(STATUS.length))) return { refused: 'its name is not the ARN of an instance' };
    if (size > LONGEST) return { refused: TOO_LONG };
    if (size === 0) return { refused: 'it is empty' };
    try {
      const got = await calls({ operation: 'GetObject', key, signal }, (s3) => s3.get(key, LONGEST, signal));
      return got === undefined ? undefined : recordOf(got);
    } catch (error) {
      if (signal.aborted) throw error;
      return { refused: reasonOf(error) };
    }
  };

  return {
    reports: async (known, signal, onRefused) => {
      const oldest = now() - OLDEST;
      const isNews = ({ key, tag, modified }: ListedObject): boolean =>
        modified >= oldest && known[key.slice(STATUS.length)]?.tag !== tag;
      const news = (await listed(signal)).filter(isNews);
      const read = await pLimit(READS_AT_ONCE).map(news, async (object) => ({
        arn: object.key.slice(STATUS.length),
        read: await readOne(object, signal),
      }));
      const refused = read.flatMap(({ arn, read: each }) =>
        each !== undefined && 'refused' in each ? [{ arn, reason: each.refused }] : [],
      );
      for (const each of refused) if (ARN.test(each.arn)) onRefused?.(each);
      if (refused.length > 0) {
        logger?.warn('reports of hosts cannot be read', {
          count: refused.length,
          reports: refused.slice(0, MOST_NAMED).map(({ arn, reason }) => ({ host: shown(arn), reason })),
        });
      }
      return Object.fromEntries(
        read.flatMap(({ arn, read: each }) =>
          each !== undefined && 'record' in each ? [[arn, each.record] as const] : [],
        ),
      );
    },
  };
}

type Read = { readonly record: HostRecord } | { readonly refused: string };

const TOO_LONG = `it is longer than ${LONGEST} bytes`;

/** Times are set right by S3's clock: a host's own may be wrong. */
function recordOf({ text, tag, modified }: GotObject): Read {
  if (text === undefined) return { refused: TOO_LONG };
  const report = readHostReport(text);
  if ('refused' in report) return report;
  const { hostGroup, version, result, applied, at, problems } = report;
  const wrong = modified - at;
  return {
    record: {
      hostGroup,
      tag,
      version,
      applied: applied === 0 ? 0 : Math.max(0, Math.min(applied, at) + wrong),
      at: modified,
      result,
      problems,
    },
  };
}

/** Of an object's name, for the log. */
function shown(name: string): string {
  return name.replaceAll(/\P{ASCII}|\p{C}/gu, '?').slice(0, 100);
}
