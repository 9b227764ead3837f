import { addressOf, type Html, markup, type Piece } from '../../html.ts';
import { withEmoji } from './emoji.ts';

/** A block of code, or a quoted line, or a line. */
const BLOCKS = /```([\s\S]+?)```/u;
/** In this order: code, what stands in `<…>`, then the three kinds of emphasis; Slack wants no letter next to their signs. */
const INLINE = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<control>[^<>\\n]+)>',
    '(?<![\\p{L}\\p{N}*])\\*(?<bold>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\p{L}\\p{N}*])',
    '(?<![\\p{L}\\p{N}_])_(?<italic>[^\\s_](?:[^_\\n]*[^\\s_])?)_(?![\\p{L}\\p{N}_])',
    '(?<![\\p{L}\\p{N}~])~(?<strike>[^\\s~](?:[^~\\n]*[^\\s~])?)~(?![\\p{L}\\p{N}~])',
  ].join('|'),
  'u',
);

/**
 * Slack's mrkdwn as Slack shows it: emphasis, code, links, dates by their fallback, mentions, quotes, emoji. Source: Slack developer
 * documentation, "Formatting message text".
 */
export function mrkdwn(text: string): Html {
  const block = BLOCKS.exec(text);
  if (block !== null) {
    const [all, code = ''] = block;
    const before = text.slice(0, block.index).replace(/\n$/u, '');
    const after = text.slice(block.index + all.length).replace(/^\n/u, '');
    const shown = markup`<pre>${plainText(code.replace(/^\n|\n$/gu, ''))}</pre>`;
    return markup`${before === '' ? '' : lines(before)}${shown}${after === '' ? '' : mrkdwn(after)}`;
  }
  return lines(text);
}

/** Quoted lines that follow each other are one quote. */
function lines(text: string): Html {
  const pieces: Piece[] = [];
  let quote: string[] = [];
  const endQuote = (): void => {
    if (quote.length > 0) pieces.push(markup`<blockquote>${joined(quote)}</blockquote>`);
    quote = [];
  };
  let isAfterLine = false;
  for (const line of text.split('\n')) {
    const [, quoted] = /^(?:&gt;|>) ?(.*)$/su.exec(line) ?? [];
    if (quoted !== undefined) {
      quote.push(quoted);
      isAfterLine = false;
      continue;
    }
    endQuote();
    pieces.push(isAfterLine && markup`<br />`, inline(line));
    isAfterLine = true;
  }
  endQuote();
  return markup`${pieces}`;
}

function joined(quoted: readonly string[]): Html {
  return markup`${quoted.map((line, index) => markup`${index > 0 && markup`<br />`}${inline(line)}`)}`;
}

function inline(text: string): Html {
  const match = INLINE.exec(text);
  if (match === null) return markup`${withEmoji(plainText(text))}`;
  const { code, control, bold, italic, strike } = match.groups ?? {};
  const before = withEmoji(plainText(text.slice(0, match.index)));
  return markup`${before}${shownAs({ code, control, bold, italic, strike })}${inline(
    text.slice(match.index + match[0].length),
  )}`;
}

function shownAs({
  code,
  control,
  bold,
  italic,
  strike,
}: Readonly<Record<string, string | undefined>>): Html {
  if (code !== undefined) return markup`<code>${plainText(code)}</code>`;
  if (control !== undefined) return controlled(control);
  if (bold !== undefined) return markup`<b>${inline(bold)}</b>`;
  if (italic !== undefined) return markup`<i>${inline(italic)}</i>`;
  return markup`<s>${inline(strike ?? '')}</s>`;
}

/** What stands in `<…>`: a link, a date, or somebody who is told. */
function controlled(text: string): Html {
  const at = text.indexOf('|');
  const [target, label] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  if (target.startsWith('!date^')) return markup`${plainText(label ?? target)}`;
  if (/^[@#!]/u.test(target)) {
    return markup`<span class="mention">${plainText(label ?? target.replace(/^!/u, '@'))}</span>`;
  }
  const url = plainText(target);
  return markup`<a href="${addressOf(url)}">${withEmoji(plainText(label ?? target))}</a>`;
}

/** Slack knows these three entities. */
function plainText(text: string): string {
  return text.replaceAll(/&(amp|lt|gt);/gu, (entity, name: string) => SIGNS[name] ?? entity);
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
