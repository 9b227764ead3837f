import { unknown } from '../elements.ts';
import { addressOf, type Html, markup, type Piece } from '../../html.ts';
import { fieldsOf, listOf, textIn } from '../json.ts';
import { withEmoji } from './emoji.ts';

/** The elements of a block `rich_text` (Slack developer documentation, "Rich text block"). */
export function richText(elements: unknown): Html {
  return markup`<div class="rich">${listOf(elements).map(elementOf)}</div>`;
}

function elementOf(value: unknown): Html {
  const { type, elements, style } = fieldsOf(value);
  switch (type) {
    case 'rich_text_section':
      return markup`<div class="lines">${runs(elements)}</div>`;
    case 'rich_text_preformatted':
      return markup`<pre>${runs(elements)}</pre>`;
    case 'rich_text_quote':
      return markup`<blockquote class="lines">${runs(elements)}</blockquote>`;
    case 'rich_text_list': {
      const items = listOf(elements).map((item) => markup`<li>${runs(fieldsOf(item)['elements'])}</li>`);
      return style === 'ordered' ? markup`<ol>${items}</ol>` : markup`<ul>${items}</ul>`;
    }
    default:
      return unknown(value);
  }
}

function runs(elements: unknown): readonly Html[] {
  return listOf(elements).map(run);
}

function run(value: unknown): Html {
  const { type, text, url, name, range, style } = fieldsOf(value);
  const label = textIn(text) ?? '';
  switch (type) {
    case 'text':
      return styled(label, style);
    case 'link':
      return markup`<a href="${addressOf(textIn(url) ?? '')}">${styled(label === '' ? (textIn(url) ?? '') : label, style)}</a>`;
    case 'emoji':
      return markup`${withEmoji(`:${textIn(name) ?? ''}:`)}`;
    case 'broadcast':
      return markup`<span class="mention">@${textIn(range) ?? ''}</span>`;
    default:
      return unknown(value);
  }
}

function styled(text: string, style: unknown): Html {
  const { bold, italic, strike, code } = fieldsOf(style);
  const signs: readonly (readonly [isSo: unknown, around: (inner: Piece) => Html])[] = [
    [code, (inner) => markup`<code>${inner}</code>`],
    [strike, (inner) => markup`<s>${inner}</s>`],
    [italic, (inner) => markup`<i>${inner}</i>`],
    [bold, (inner) => markup`<b>${inner}</b>`],
  ];
  return signs.reduce((inner, [isSo, around]) => (isSo === true ? around(inner) : inner), markup`${text}`);
}
