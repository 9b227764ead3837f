import { unknown } from '../elements.ts';
import { type Html, markup } from '../../html.ts';
import { type Fields, fieldsOf, listOf, rest, textIn } from '../json.ts';
import type { Look, Pictures } from '../look.ts';
import { blockOf } from './blocks.ts';
import { mrkdwn } from './mrkdwn.ts';
import { SLACK_STYLE } from './style.ts';

/** What a message has besides what is seen of it. */
const UNSEEN = [
  'attachments',
  'blocks',
  'channel',
  'client_msg_id',
  'icon_emoji',
  'icon_url',
  'link_names',
  'metadata',
  'mrkdwn',
  'parse',
  'reply_broadcast',
  'text',
  'thread_ts',
  'ts',
  'unfurl_links',
  'unfurl_media',
  'username',
];

/** A message of Slack, light, as in the app on a desk. */
export const slack: Look = {
  style: SLACK_STYLE,
  show: ({ body }, { pictures, time }) => {
    const message = fieldsOf(body);
    const isReply = message['thread_ts'] !== undefined;
    const name = textIn(message['username']) ?? 'CloudWatch alarms';
    return markup`<div class="slack${isReply && ' reply'}">
      <div class="avatar">${AVATAR}</div>
      <div class="message">
        <div class="sender">
          <b>${name}</b><span class="app">APP</span><span class="time">${time}</span>${
            isReply &&
            markup`<span class="time"
              >in the thread${message['reply_broadcast'] === true && ', and in the channel'}</span
            >`
          }
        </div>
        ${contentOf(message, pictures)}
      </div>
    </div>`;
  },
};

function contentOf(message: Fields, pictures: Pictures): Html {
  const blocks = listOf(message['blocks']);
  const attachments = listOf(message['attachments']);
  const text = textIn(message['text']) ?? '';
  // Beside blocks, the text is for notifications only.
  const isTextSeen =
    blocks.length === 0 && text !== '' && !attachments.some((each) => 'blocks' in fieldsOf(each));
  const others = rest(message, UNSEEN);
  return markup`${isTextSeen && markup`<div class="section">${mrkdwn(text)}</div>`}${blocks.map((block) =>
    blockOf(block, pictures),
  )}${attachments.map((each) => attachment(fieldsOf(each), pictures))}${
    Object.keys(others).length > 0 && unknown(others)
  }`;
}

function attachment(value: Fields, pictures: Pictures): Html {
  const { color, blocks, text } = value;
  const others = rest(value, ['color', 'blocks', 'text', 'fallback', 'mrkdwn_in']);
  const bar = /^#?[0-9a-f]{3,8}$/iu.test(String(color)) ? `#${String(color).replace('#', '')}` : '#dddddd';
  return markup`<div class="attachment">
    <div class="bar" style="background: ${bar}"></div>
    <div class="blocks">
      ${text !== undefined && markup`<div class="section">${mrkdwn(textIn(text) ?? '')}</div>`}
      ${listOf(blocks).map((block) => blockOf(block, pictures))}
      ${Object.keys(others).length > 0 && unknown(others)}
    </div>
  </div>`;
}

const AVATAR: Html = markup`<svg width="36" height="36" viewBox="0 0 36 36">
  <rect width="36" height="36" rx="6" fill="#3b4a6b" />
  <path
    d="M5 24 L11 22 L16 25 L21 11 L25 17 L31 15"
    fill="none"
    stroke="#ffffff"
    stroke-width="2.4"
    stroke-linejoin="round"
  />
  <path d="M5 15.5 H31" stroke="#ff8a65" stroke-width="1.6" stroke-dasharray="3 2.5" />
</svg>`;
