import { addressOf, type Html, markup, type Piece } from '../../html.ts';

/** A character that is not to be read as markdown, a link, the two kinds of emphasis, as cards have them. */
const INLINE = new RegExp(
  [
    '\\\\(?<escaped>[!-/:-@[-`{-~])',
    '\\[(?<label>(?:\\\\.|[^\\]\\\\\\n])+)\\]\\((?<url>[^\\s()]+(?:\\([^\\s()]*\\)[^\\s()]*)*)\\)',
    '\\*\\*(?<bold>(?:\\\\.|[^*\\\\\\n])+)\\*\\*',
    '(?<![\\p{L}\\p{N}])_(?<italic>(?:\\\\.|[^_\\\\\\n])+)_(?![\\p{L}\\p{N}])',
    '(?<![\\p{L}\\p{N}*])\\*(?<slanted>(?:\\\\.|[^*\\\\\\n])+)\\*(?![\\p{L}\\p{N}*])',
  ].join('|'),
  'u',
);
const ITEM = /^(?:[-*+]|\d+[.)])\s+(?<text>.*)$/su;

/** The markdown that an Adaptive Card's texts may have: emphasis, links, lists. Source: adaptivecards.io, "Text features". */
export function markdown(text: string): Html {
  const pieces: Piece[] = [];
  let isAfterLine = false;
  for (const line of text.split(/\r?\n/u)) {
    const item = ITEM.exec(line)?.groups?.['text'];
    if (item !== undefined) pieces.push(markup`<div class="item">${inline(item)}</div>`);
    else pieces.push(isAfterLine && markup`<br />`, inline(line));
    isAfterLine = item === undefined;
  }
  return markup`${pieces}`;
}

function inline(text: string): Html {
  const match = INLINE.exec(text);
  if (match === null) return markup`${text}`;
  const { escaped, label, url, bold, italic, slanted } = match.groups ?? {};
  const before = text.slice(0, match.index);
  return markup`${before}${shownAs({ escaped, label, url, bold, italic: italic ?? slanted })}${inline(text.slice(match.index + match[0].length))}`;
}

function shownAs({ escaped, label, url, bold, italic }: Readonly<Record<string, string | undefined>>): Html {
  if (escaped !== undefined) return markup`${escaped}`;
  if (label !== undefined) return markup`<a href="${addressOf(url ?? '')}">${inline(label)}</a>`;
  return bold === undefined ? markup`<i>${inline(italic ?? '')}</i>` : markup`<b>${inline(bold)}</b>`;
}
