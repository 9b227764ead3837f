import type { Content } from '../../content.ts';
import { DeliveryError } from '../../delivery-error.ts';
import { say } from '../../words/say.ts';
import { withRepeat } from '../repeat-remark.ts';
import { digestMessages } from './digest.ts';
import { messageOf, type SlackMessage } from './message.ts';

/**
 * The messages that tell something by itself, in their order.
 *
 * @throws DeliveryError `REFUSED` for a graph
 */
export function told({
  content,
  isRepeat,
}: {
  readonly content: Content;
  readonly isRepeat: boolean;
}): readonly SlackMessage[] {
  switch (content.type) {
    case 'digest':
      return digestMessages(content);
    case 'graph':
      throw new DeliveryError('REFUSED', 'a webhook of Slack takes no graphs');
    default:
      return [messageOf(withRepeat(say(content), isRepeat))];
  }
}
