import { picture, unknown } from '../elements.ts';
import { addressOf, type Html, markup, type Piece } from '../../html.ts';
import { type Fields, fieldsOf, listOf, textIn, wordIn } from '../json.ts';
import type { Pictures } from '../look.ts';
import { markdown } from './markdown.ts';

/** An element of an Adaptive Card (adaptivecards.io, "Schema Explorer"), as far as messages of alarms have them. */
export function elementOf(value: unknown, pictures: Pictures): Html {
  const element = fieldsOf(value);
  const shown = shownAs(element, pictures);
  const isVisible = element['isVisible'] !== false;
  const names = [
    'element',
    `space-${wordIn(element['spacing'], 'default')}`,
    element['separator'] === true && 'separated',
  ];
  return isVisible ? markup`<div class="${names.filter(Boolean).join(' ')}">${shown}</div>` : markup``;
}

function shownAs(element: Fields, pictures: Pictures): Html {
  const { items, columns, facts, actions, inlines, url, altText } = element;
  switch (element['type']) {
    case 'TextBlock':
      return markup`<div class="${textClass(element)}">${markdown(textIn(element['text']) ?? '')}</div>`;
    case 'RichTextBlock':
      return markup`<div>${listOf(inlines).map(run)}</div>`;
    case 'FactSet':
      return markup`<div class="facts">${listOf(facts).map(fact)}</div>`;
    case 'Container':
      return markup`<div
        class="container style-${wordIn(element['style'], 'default')}${element['bleed'] === true && ' bleed'}"
      >
        ${elementsOf(items, pictures)}
      </div>`;
    case 'ColumnSet':
      return markup`<div class="columns style-${wordIn(element['style'], 'none')}">
        ${listOf(columns).map((each) => column(fieldsOf(each), pictures))}
      </div>`;
    case 'Image':
      return picture({ url: textIn(url) ?? '', alt: textIn(altText) ?? '', className: 'image' }, pictures);
    case 'ActionSet':
      return actionsOf(actions);
    case 'CodeBlock':
      return markup`<pre>${textIn(element['codeSnippet']) ?? ''}</pre>`;
    default:
      return unknown(element);
  }
}

export function elementsOf(value: unknown, pictures: Pictures): readonly Html[] {
  return listOf(value).map((element) => elementOf(element, pictures));
}

export function actionsOf(value: unknown): Html {
  return markup`<div class="actions">${listOf(value).map(action)}</div>`;
}

function action(value: unknown): Html {
  const { type, title, url, style } = fieldsOf(value);
  if (type !== 'Action.OpenUrl') return unknown(value);
  return markup`<a class="button style-${wordIn(style, 'default')}" href="${addressOf(textIn(url) ?? '')}"
    >${textIn(title) ?? ''}</a
  >`;
}

function column(value: Fields, pictures: Pictures): Html {
  const { items, width } = value;
  return markup`<div class="column" style="flex: ${flexOf(width)}">${elementsOf(items, pictures)}</div>`;
}

/** `auto`, `stretch`, a weight, or pixels. */
function flexOf(width: unknown): string {
  if (width === 'auto') return 'none';
  const [, pixels] = /^(\d{1,4})px$/u.exec(textIn(width) ?? '') ?? [];
  if (pixels !== undefined) return `0 0 ${pixels}px`;
  const weight = Number(width);
  return `${Number.isFinite(weight) && weight > 0 ? weight : 1} 1 0`;
}

function fact(value: unknown): Html {
  const { title, value: text } = fieldsOf(value);
  return markup`<div class="fact">
    <div>${markdown(textIn(title) ?? '')}</div>
    <div>${markdown(textIn(text) ?? '')}</div>
  </div>`;
}

function run(value: unknown): Piece {
  if (typeof value === 'string') return value;
  const inline = fieldsOf(value);
  return markup`<span class="${textClass(inline)}">${textIn(inline['text']) ?? ''}</span>`;
}

function textClass({ size, weight, color, isSubtle, fontType, wrap, type }: Fields): string {
  const names = [
    `size-${wordIn(size, 'default')}`,
    `weight-${wordIn(weight, 'default')}`,
    `color-${wordIn(color, 'default')}`,
    isSubtle === true && 'subtle',
    wordIn(fontType, '') === 'monospace' && 'mono',
    type === 'TextBlock' && wrap !== true && 'one-line',
  ];
  return names.filter(Boolean).join(' ');
}
