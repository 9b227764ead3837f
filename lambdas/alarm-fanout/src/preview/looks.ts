import type { Preview } from '../destination.ts';
import { adaptiveCard } from './card/card.ts';
import { type Html, markup } from '../html.ts';
import { incident } from './incident/incident.ts';
import type { Around, Look } from './look.ts';
import { mail } from './mail.ts';
import { request } from './request.ts';
import { slack } from './slack/slack.ts';

const LOOKS: Readonly<Record<Preview['look'], Look>> = {
  slack,
  'adaptive-card': adaptiveCard,
  incident,
  mail,
  json: request,
};

/** The CSS of all looks. */
export const LOOKS_STYLE: string = Object.values(LOOKS)
  .map(({ style }) => style)
  .join('');

/** What is sent, as the product shows it; each part with its name, where there are several. */
export function show({ look, parts, withheld }: Preview, around: Around): Html {
  if (parts.length === 0)
    return markup`<div class="withheld">Nothing is sent${withheld !== undefined && `: ${withheld}`}.</div>`;
  return markup`${parts.map(
    (part) =>
      markup`<div class="shown">
        ${parts.length > 1 && markup`<div class="part-name">${part.name}</div>`}${LOOKS[look].show(part, around)}
      </div>`,
  )}`;
}
