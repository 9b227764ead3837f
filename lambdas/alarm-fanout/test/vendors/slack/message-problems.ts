/** What an answer's word stands for, and what is wrong. */
export interface Problem {
  readonly error: string;
  readonly detail: string;
}

const MOST_BLOCKS = 50;
/** Not documented: see `src/destinations/slack/limits.ts`. */
const MOST_OF_BLOCKS = 12_000;
const CONTAINER = 10;
const MOST_TEXT = 4_000;

/** What is wrong with a message besides its schema; undefined: nothing. */
export function problemOf(message: Readonly<Record<string, unknown>>): Problem | undefined {
  const { text = '', blocks = [], attachments = [] } = message;
  const all = [...list(blocks), ...list(attachments).flatMap((each) => list(field(each, 'blocks')))];
  if (text === '' && all.length === 0) return { error: 'no_text', detail: 'neither text nor blocks' };
  if (String(text).length > MOST_TEXT)
    return { error: 'msg_too_long', detail: `${String(text).length} characters` };
  if (all.length > MOST_BLOCKS) return { error: 'invalid_blocks', detail: `${all.length} blocks` };
  const size = sizeOf(all);
  if (size > MOST_OF_BLOCKS) return { error: 'msg_blocks_too_long', detail: `${size} characters` };
  const ids = valuesOf(all, 'action_id');
  if (new Set(ids).size < ids.length) return { error: 'invalid_blocks', detail: 'action_id is there twice' };
  const marked = [...(message['mrkdwn'] === false ? [] : [String(text)]), ...mrkdwnOf(all)];
  const controlled = [String(text), ...marked].find((each) => /<[^>]*>|<[@#!]/u.test(each));
  if (controlled !== undefined) return { error: 'unsafe', detail: `mention or link: ${controlled}` };
  const formatted = marked.find((each) => /[*_~`]/u.test(each));
  return formatted === undefined ? undefined : { error: 'unsafe', detail: `formatting: ${formatted}` };
}

/** All that is said, as Slack keeps it, and something for what it is in. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, each]) => {
    if (name === 'text' && typeof each === 'string') return sum + escaped(each);
    if (name === 'url') return sum + String(each).length;
    return sum + sizeOf(each);
  }, CONTAINER);
}

function escaped(text: string): number {
  return text
    .replaceAll(/&(?!amp;|lt;|gt;)/gu, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;').length;
}

function mrkdwnOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (field(value, 'type') === 'mrkdwn') return [String(field(value, 'text'))];
  return Object.values(value).flatMap(mrkdwnOf);
}

function valuesOf(value: unknown, name: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === name ? [String(each)] : valuesOf(each, name),
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
