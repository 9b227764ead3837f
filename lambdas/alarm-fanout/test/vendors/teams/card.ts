import { AdaptiveCard, SerializationContext, Version } from 'adaptivecards';
import * as z from 'zod/mini';

/** Adaptive Cards as far as messages have them: fields that the schema has and Teams shows; nothing else. */

const some = z.string().check(z.minLength(1));
const https = z.string().check(
  z.refine((url) => URL.canParse(url) && new URL(url).protocol === 'https:', {
    error: 'is not an https URL',
  }),
);
const spacing = z.optional(z.enum(['None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding']));

const openUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.optional(some), url: https });
const run = z.strictObject({
  type: z.literal('TextRun'),
  text: some,
  size: z.optional(z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge'])),
  weight: z.optional(z.enum(['Lighter', 'Default', 'Bolder'])),
  isSubtle: z.optional(z.boolean()),
  fontType: z.optional(z.enum(['Default', 'Monospace'])),
  selectAction: z.optional(openUrl),
});
const richText = z.strictObject({
  type: z.literal('RichTextBlock'),
  spacing,
  inlines: z.array(z.union([some, run])).check(z.minLength(1)),
});
const columnSet = z.strictObject({
  type: z.literal('ColumnSet'),
  spacing,
  columns: z.array(
    z.strictObject({
      type: z.literal('Column'),
      width: z.string().check(z.regex(/^(?:auto|stretch|\d+px)$/)),
      items: z.array(richText).check(z.minLength(1)),
    }),
  ),
});
const container = z.strictObject({
  type: z.literal('Container'),
  spacing,
  style: z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']),
  bleed: z.optional(z.boolean()),
  items: z.array(richText).check(z.minLength(1)),
});
const image = z.strictObject({ type: z.literal('Image'), url: https, altText: some });

/** What a card's texts must not have: all of it is shown as it is, but for these. */
const FUNCTION = /\{\{\s*(?:DATE|TIME)\(/iu;

export const card = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.enum(['1.2', '1.3', '1.4', '1.5']),
  fallbackText: z.optional(some),
  msteams: z.optional(z.strictObject({ width: z.literal('Full') })),
  body: z.array(z.union([richText, columnSet, container, image])).check(z.minLength(1)),
  actions: z.optional(z.array(openUrl).check(z.minLength(1), z.maxLength(6))),
});

/** What Microsoft's own parser says of a card, and what of its texts would not be shown as it is. */
export function problemsOfCard(content: z.output<typeof card>): readonly string[] {
  const [major, minor] = content.version.split('.').map(Number);
  const version = new Version(major, minor);
  const context = new SerializationContext(version);
  const parsed = new AdaptiveCard();
  parsed.parse(content, context);
  const said = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const failed = parsed.validateProperties().validationEvents.map(({ message }) => message);
  const functions = textsOf(content).filter((text) => FUNCTION.test(text));
  return [...said, ...failed, ...functions.map((text) => `a function of cards: ${text}`)];
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
