import { unknown } from '../elements.ts';
import { addressOf, type Html, markup } from '../../html.ts';
import { fieldsOf, textIn } from '../json.ts';

/** A row a field; those that are not there have none. */
export function rows(fields: readonly (readonly [name: string, value: unknown])[]): Html {
  const known = fields.filter(([, value]) => value !== undefined && value !== '');
  return markup`<table>
    ${known.map(
      ([name, value]) =>
        markup`<tr>
          <th>${name}</th>
          <td>${valueOf(value)}</td>
        </tr>`,
    )}
  </table>`;
}

/** A part with a heading. */
export function part(heading: string, content: Html): Html {
  return markup`<div class="part">
    <div class="heading">${heading}</div>
    ${content}
  </div>`;
}

/** Buttons to where more is to be read. */
export function links(all: readonly unknown[]): Html {
  const buttons = all.map((each) => {
    const { href, text } = fieldsOf(each);
    return markup`<a href="${addressOf(textIn(href) ?? '')}">${textIn(text) ?? textIn(href) ?? ''}</a>`;
  });
  return markup`<div class="links">${buttons}</div>`;
}

function valueOf(value: unknown): Html {
  if (typeof value === 'string' || typeof value === 'number')
    return markup`<div class="value">${value}</div>`;
  if (!Array.isArray(value)) return unknown(value);
  return markup`${value.map((line: unknown) => (typeof line === 'string' ? markup`<div class="value">${line}</div>` : unknown(line)))}`;
}
