import { refusal } from './refusal.ts';

export interface PageOptions {
  /** What was asked for. */
  readonly most?: number | undefined;
  readonly token?: string | undefined;
  /** What AWS takes as `most`. */
  readonly from: number;
  readonly to: number;
  /** How many there are where nothing was asked for. */
  readonly usual: number;
  /** AWS's code for a `most` out of its bounds. */
  readonly refused: string;
  /** The same for a token that was not given out. */
  readonly badToken: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** One page of a list; its token is the place that the next one begins at. */
export function pageOf<Item>(list: readonly Item[], options: PageOptions): Page<Item> {
  const { most, token, from, to, usual, refused, badToken } = options;
  if (most !== undefined && (most < from || most > to || !Number.isInteger(most)))
    throw refusal(refused, `${most} is not between ${from} and ${to}`);
  if (token !== undefined && !/^page-\d+$/.test(token)) throw refusal(badToken, `there is no page ${token}`);
  const begin = token === undefined ? 0 : Number(token.slice(5));
  const end = begin + (most ?? usual);
  return { items: list.slice(begin, end), next: end < list.length ? `page-${end}` : undefined };
}

/** Refuses a list that is longer than AWS takes. */
export function checkLength(list: readonly unknown[] | undefined, most: number, code: string): void {
  if (list !== undefined && list.length > most) throw refusal(code, `${list.length} are more than ${most}`);
}
