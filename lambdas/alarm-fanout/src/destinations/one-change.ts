import type { AlarmContent, Content, NoticeContent } from '../content.ts';
import { DeliveryError } from '../delivery-error.ts';

/** What destinations take that are told each change for itself. */
export type OneChange = AlarmContent | NoticeContent;

/**
 * The change that is to be told.
 *
 * @throws DeliveryError `REFUSED` where it is none: a digest held back for a destination that had another type then, or a graph
 */
export function oneChange(content: Content): OneChange {
  if (content.type === 'alarm' || content.type === 'notice') return content;
  throw new DeliveryError('REFUSED', `a ${content.type} is nothing that this kind of destination takes`);
}
