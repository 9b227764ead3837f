import { picture, unknown } from '../elements.ts';
import { addressOf, type Html, markup, type Piece } from '../../html.ts';
import { type Fields, fieldsOf, listOf, textIn, wordIn } from '../json.ts';
import type { Pictures } from '../look.ts';
import { withEmoji } from './emoji.ts';
import { mrkdwn } from './mrkdwn.ts';
import { richText } from './rich-text.ts';

/** A block of Block Kit (Slack developer documentation, "Blocks"), as far as messages of alarms have them. */
export function blockOf(value: unknown, pictures: Pictures): Html {
  const block = fieldsOf(value);
  switch (block['type']) {
    case 'header':
      return markup`<div class="header">${textOf(block['text'])}</div>`;
    case 'section':
      return section(block, pictures);
    case 'context':
      return markup`<div class="context">
        ${listOf(block['elements']).map((element) => contextElement(element, pictures))}
      </div>`;
    case 'actions':
      return markup`<div class="actions">${listOf(block['elements']).map(button)}</div>`;
    case 'rich_text':
      return richText(block['elements']);
    case 'divider':
      return markup`<hr />`;
    case 'image':
      return image(block, pictures);
    default:
      return unknown(value);
  }
}

function section(block: Fields, pictures: Pictures): Html {
  const { text, fields, accessory } = block;
  return markup`<div class="section">
    <div class="text">
      ${text !== undefined && markup`<div>${textOf(text)}</div>`}
      ${
        fields !== undefined &&
        markup`<div class="fields">${listOf(fields).map((field) => markup`<div>${textOf(field)}</div>`)}</div>`
      }
    </div>
    ${accessory !== undefined && markup`<div class="accessory">${accessoryOf(accessory, pictures)}</div>`}
  </div>`;
}

function accessoryOf(value: unknown, pictures: Pictures): Html {
  return fieldsOf(value)['type'] === 'image' ? image(fieldsOf(value), pictures) : button(value);
}

function image(block: Fields, pictures: Pictures): Html {
  const { title, image_url: url = '', alt_text: alt = '', slack_file: file } = block;
  const shown =
    file === undefined
      ? picture({ url: String(url), alt: String(alt), className: 'image' }, pictures)
      : unknown(block);
  return markup`<div>
    ${title !== undefined && markup`<div class="image-title">${textOf(title)}</div>`}${shown}
  </div>`;
}

function contextElement(value: unknown, pictures: Pictures): Html {
  const { type, image_url: url = '', alt_text: alt = '' } = fieldsOf(value);
  return type === 'image'
    ? picture({ url: String(url), alt: String(alt), className: 'icon' }, pictures)
    : markup`<span>${textOf(value)}</span>`;
}

function button(value: unknown): Html {
  const { type, text, url = '', style } = fieldsOf(value);
  if (type !== 'button') return unknown(value);
  return markup`<a class="button ${wordIn(style)}" href="${addressOf(String(url))}">${textOf(text)}</a>`;
}

/** A text object. */
function textOf(value: unknown): Piece {
  const { type, text, emoji } = fieldsOf(value);
  const words = textIn(text) ?? '';
  if (type === 'mrkdwn') return mrkdwn(words);
  if (type !== 'plain_text') return unknown(value);
  return markup`<span class="lines">${emoji === false ? words : withEmoji(words)}</span>`;
}
