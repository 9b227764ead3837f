import * as z from 'zod/mini';

/** Block Kit as Slack documents it: fields, and their limits; nothing that is not documented. */

const lengths = (least: number, most: number) => z.string().check(z.minLength(least), z.maxLength(most));
const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: lengths(1, most), emoji: z.optional(z.boolean()) });
const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: lengths(1, most), verbatim: z.optional(z.boolean()) });
const text = (most: number) => z.union([plainText(most), mrkdwn(most)]);
const url = (most: number) =>
  lengths(1, most).check(z.refine((value) => URL.canParse(value), { error: 'is not a URL' }));

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: z.optional(lengths(1, 255)),
  url: z.optional(url(3_000)),
  value: z.optional(lengths(1, 2_000)),
  style: z.optional(z.enum(['primary', 'danger'])),
});
const style = z.strictObject({
  bold: z.optional(z.boolean()),
  italic: z.optional(z.boolean()),
  strike: z.optional(z.boolean()),
  code: z.optional(z.boolean()),
});
const textRun = z.strictObject({
  type: z.literal('text'),
  text: lengths(1, 100_000),
  style: z.optional(style),
});
const linkRun = z.strictObject({
  type: z.literal('link'),
  url: url(3_000),
  text: z.optional(lengths(1, 3_000)),
  style: z.optional(style),
});
/** All that could tell somebody is left out: `user`, `usergroup`, `broadcast`, `channel`. */
const runs = z.array(z.union([textRun, linkRun])).check(z.minLength(1));
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: runs });
const richText = z.strictObject({
  type: z.literal('rich_text'),
  elements: z
    .array(
      z.union([
        richSection,
        z.strictObject({ type: z.literal('rich_text_quote'), elements: runs }),
        z.strictObject({ type: z.literal('rich_text_preformatted'), elements: runs }),
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          elements: z.array(richSection).check(z.minLength(1)),
        }),
      ]),
    )
    .check(z.minLength(1)),
});

const section = z
  .strictObject({
    type: z.literal('section'),
    text: z.optional(text(3_000)),
    fields: z.optional(z.array(text(2_000)).check(z.minLength(1), z.maxLength(10))),
  })
  .check(
    z.refine((value) => value.text !== undefined || value.fields !== undefined, {
      error: 'has neither text nor fields',
    }),
  );

const block = z.union([
  z.strictObject({ type: z.literal('header'), text: plainText(150) }),
  section,
  z.strictObject({
    type: z.literal('context'),
    elements: z.array(text(3_000)).check(z.minLength(1), z.maxLength(10)),
  }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z.array(button).check(z.minLength(1), z.maxLength(25)),
  }),
  z.strictObject({ type: z.literal('divider') }),
  richText,
]);

const attachment = z.strictObject({
  color: z.optional(z.string().check(z.regex(/^(?:#[0-9a-f]{6}|good|warning|danger)$/i))),
  fallback: z.optional(z.string()),
  // Slack documents blocks here, and not which: these are what everybody sends.
  blocks: z.array(section).check(z.minLength(1), z.maxLength(50)),
});

/** What all messages may have. */
export const messageShape = {
  text: z.optional(z.string()),
  blocks: z.optional(z.array(block).check(z.maxLength(50))),
  attachments: z.optional(z.array(attachment).check(z.maxLength(20))),
};
