import { picture, unknown } from '../elements.ts';
import { type Html, markup } from '../../html.ts';
import { type Fields, fieldsOf, listOf, rest, textIn, wordIn } from '../json.ts';
import type { Pictures } from '../look.ts';
import { links, part, rows } from './details.ts';

const KNOWN = [
  'routing_key',
  'dedup_key',
  'event_action',
  'client',
  'client_url',
  'payload',
  'links',
  'images',
];
const ACTIONS: ReadonlyMap<unknown, string> = new Map([
  ['trigger', 'Triggered'],
  ['acknowledge', 'Acknowledged'],
  ['resolve', 'Resolved'],
]);

/** An event of PagerDuty as the alert that comes of it. */
export function eventLook(event: Fields, pictures: Pictures): Html {
  const { event_action: action, dedup_key: key, client, images, payload: given } = event;
  const { summary, severity, custom_details: details, ...payload } = fieldsOf(given);
  const status = ACTIONS.get(action) ?? textIn(action) ?? '';
  const others = rest(event, KNOWN);
  const own = Object.entries(fieldsOf(details));
  return markup`<div class="incident">
    <div class="top ${wordIn(action)}">
      <span class="pill status">${status}</span>${
        severity !== undefined &&
        markup`<span class="pill severity-${wordIn(severity)}">${textIn(severity) ?? ''}</span>`
      }<span class="by">PagerDuty, from ${textIn(client) ?? 'kmscrypt'}</span>
    </div>
    ${summary !== undefined && markup`<div class="title">${textIn(summary) ?? ''}</div>`}
    ${listOf(event['links']).length > 0 && links(listOf(event['links']))}
    ${rows([...Object.entries(payload), ['alert key', key]])} ${own.length > 0 && part('Details', rows(own))}
    ${listOf(images).map((image) => {
      const { src, alt } = fieldsOf(image);
      return picture({ url: textIn(src) ?? '', alt: textIn(alt) ?? '', className: 'image' }, pictures);
    })}
    ${Object.keys(others).length > 0 && unknown(others)}
  </div>`;
}
