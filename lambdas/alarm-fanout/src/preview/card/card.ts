import { unknown } from '../elements.ts';
import { type Html, markup } from '../../html.ts';
import { fieldsOf, listOf, rest } from '../json.ts';
import type { Look, Pictures } from '../look.ts';
import { actionsOf, elementsOf } from './elements.ts';
import { CARD_STYLE } from './style.ts';

const UNSEEN = ['type', 'version', '$schema', 'msteams', 'body', 'actions', 'fallbackText', 'lang', 'speak'];

/** An Adaptive Card as Teams shows it in a channel. */
export const adaptiveCard: Look = {
  style: CARD_STYLE,
  show: ({ body }, { pictures, time }) => {
    const message = fieldsOf(body);
    const attachments = listOf(message['attachments']);
    const cards = message['type'] === 'AdaptiveCard' ? [message] : attachments.map(contentOf);
    return markup`<div class="teams">
      <div class="sender">
        <div class="avatar">W</div>
        <div>
          <b>Workflows</b> <span class="time">${time}</span>
          ${cards.map((card) => cardOf(card, pictures))}
        </div>
      </div>
    </div>`;
  },
};

function contentOf(attachment: unknown): unknown {
  return fieldsOf(attachment)['content'] ?? attachment;
}

function cardOf(value: unknown, pictures: Pictures): Html {
  const card = fieldsOf(value);
  if (card['type'] !== 'AdaptiveCard') return unknown(value);
  const { body, actions } = card;
  const isFull = fieldsOf(card['msteams'])['width'] === 'Full';
  const others = rest(card, UNSEEN);
  return markup`<div class="card${isFull && ' full'}">
    ${elementsOf(body, pictures)}${listOf(actions).length > 0 && actionsOf(actions)}
    ${Object.keys(others).length > 0 && unknown(others)}
  </div>`;
}
