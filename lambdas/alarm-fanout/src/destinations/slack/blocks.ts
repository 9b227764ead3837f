/**
 * Blocks of Block Kit, as far as they are used here. No text object is `mrkdwn`: in `plain_text` and in `rich_text` Slack reads no
 * mentions, links, or formatting, whatever the text says. Source: Slack developer documentation, "Blocks", "Text object".
 */
export type Block = HeaderBlock | SectionBlock | ContextBlock | RichTextBlock;

export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  /** Never: `:fire:` in a name stays what it is. */
  readonly emoji: false;
}

export interface HeaderBlock {
  readonly type: 'header';
  readonly text: PlainText;
}

export interface SectionBlock {
  readonly type: 'section';
  readonly text: PlainText;
}

export interface ContextBlock {
  readonly type: 'context';
  readonly elements: readonly PlainText[];
}

export interface RichTextBlock {
  readonly type: 'rich_text';
  readonly elements: readonly RichTextElement[];
}

export type RichTextElement =
  | RichTextSection
  | { readonly type: 'rich_text_preformatted'; readonly elements: readonly Run[] }
  | {
      readonly type: 'rich_text_list';
      readonly style: 'bullet';
      readonly elements: readonly RichTextSection[];
    };

export interface RichTextSection {
  readonly type: 'rich_text_section';
  readonly elements: readonly Run[];
}

/** A piece of a line. */
export type Run =
  | { readonly type: 'text'; readonly text: string; readonly style?: Style }
  | { readonly type: 'link'; readonly url: string; readonly text: string; readonly style?: Style };

interface Style {
  readonly bold: true;
}

export function plainText(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}

export function section(elements: readonly Run[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function run(text: string): Run {
  return { type: 'text', text };
}

export function bold(text: string): Run {
  return { type: 'text', text, style: { bold: true } };
}
