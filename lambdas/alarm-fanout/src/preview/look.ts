import type { PreviewPart } from '../destination.ts';
import type { Html } from '../html.ts';

/** How a product shows what it is sent. */
export interface Look {
  /** CSS; each of its rules begins with the look's own class. */
  readonly style: string;
  readonly show: (part: PreviewPart, around: Around) => Html;
}

/** What a look shows besides what is sent. */
export interface Around {
  readonly pictures: Pictures;
  /** When it happened: `02:14`, in UTC. */
  readonly time: string;
}

/**
 * Pictures by their URL, as `data:` URLs: a preview loads nothing.
 *
 * @returns undefined for those that are not known
 */
export type Pictures = (url: string) => string | undefined;
