import { unknown } from '../elements.ts';
import { type Html, markup } from '../../html.ts';
import { type Fields, fieldsOf, listOf, rest, textIn, wordIn } from '../json.ts';
import { part, rows } from './details.ts';

const KNOWN = [
  'message',
  'alias',
  'description',
  'details',
  'tags',
  'entity',
  'source',
  'priority',
  'note',
  'user',
];

/** An alert of Jira Service Management or Opsgenie, or what closes one. */
export function alertLook(alert: Fields, name: string): Html {
  const { message, alias, description, details, tags, entity, source, priority, note, user } = alert;
  const others = rest(alert, KNOWN);
  const own = Object.entries(fieldsOf(details));
  const isClosing = message === undefined;
  return markup`<div class="incident">
    <div class="top ${isClosing && 'resolve'}">
      <span class="pill status">${isClosing ? 'Closed' : 'Open'}</span>${
        priority !== undefined &&
        markup`<span class="pill priority-${wordIn(priority)}">${textIn(priority) ?? ''}</span>`
      }<span class="by">${name}</span>
    </div>
    ${message !== undefined && markup`<div class="title">${textIn(message) ?? ''}</div>`}
    ${
      listOf(tags).length > 0 &&
      markup`<div class="tags">${listOf(tags).map((tag) => markup`<span>${String(tag)}</span>`)}</div>`
    }
    ${rows([
      ['alias', alias],
      ['entity', entity],
      ['source', source],
      ['user', user],
      ['note', note],
    ])}
    ${
      description !== undefined &&
      part('Description', markup`<div class="text">${textIn(description) ?? ''}</div>`)
    }
    ${own.length > 0 && part('Extra properties', rows(own))}
    ${Object.keys(others).length > 0 && unknown(others)}
  </div>`;
}
