import type { Notice } from '@kmscrypt/lambda';
import * as z from '@kmscrypt/lambda/schema';
import { isHttps } from '../https-url.ts';
import { bounded } from './bounded.ts';
import { isRegion } from './region.ts';
import { timeOf } from './time.ts';

/** What marks a message as a notice of ours. */
export const NOTICE = 'kmscrypt.notice';

const MOST_FACTS = 30;
const MOST_TAGS = 50;

const text = (most: number) =>
  z.string().check(z.minLength(1, 'is empty'), z.maxLength(most, `has more than ${most} characters`));
const texts = (most: { readonly entries: number; readonly name: number; readonly text: number }) =>
  z
    .record(
      text(most.name),
      z.string().check(z.maxLength(most.text, `has more than ${most.text} characters`)),
    )
    .check(
      z.refine((record) => Object.keys(record).length <= most.entries, {
        error: `has more than ${most.entries} entries`,
      }),
    );

/** Limits of {@link Notice}, and where it says none: 30 facts (names of 100, texts of 1,000 characters), 50 tags (128, 256), a link of 2,000. */
const notice = z
  .strictObject({
    kind: z.literal(NOTICE),
    source: z
      .string()
      .check(z.regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'is not a name: up to 64 of A-Z, a-z, 0-9, ., _ and -')),
    title: text(200).check(z.regex(/^[^\r\n]*$/, 'is more than one line')),
    text: z.optional(z.string().check(z.maxLength(8_000, 'has more than 8000 characters'))),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
    key: text(200),
    status: z.enum(['event', 'start', 'progress', 'end']),
    percent: z.optional(z.number().check(z.minimum(0), z.maximum(100))),
    at: z.string().check(z.refine((at) => timeOf(at) !== undefined, { error: 'is not a time in ISO 8601' })),
    account: z.string().check(z.regex(/^\d{12}$/, 'is not the number of an account')),
    region: z.string().check(z.refine(isRegion, { error: 'is not the code of a region' })),
    facts: z.optional(texts({ entries: MOST_FACTS, name: 100, text: 1_000 })),
    link: z.optional(text(2_000).check(z.refine(isHttps, { error: 'is not an https URL' }))),
    tags: z.optional(texts({ entries: MOST_TAGS, name: 128, text: 256 })),
  })
  .check(
    z.refine(({ percent, status }) => percent === undefined || status === 'progress', {
      error: 'is of progress only',
      path: ['percent'],
    }),
  );

/** Reads a notice; its time comes out in UTC with milliseconds. */
export function readNotice(message: unknown): { readonly notice: Notice } | { readonly problem: string } {
  const read = z.safeParse(notice, message);
  if (read.success) return { notice: { ...read.data, at: timeOf(read.data.at) ?? read.data.at } };
  const problems = read.error.issues.map(({ path, message: problem }) =>
    path.length === 0 ? problem : `${path.join('.')}: ${problem}`,
  );
  return { problem: bounded(`the notice cannot be used: ${problems.join('; ')}`, 500) };
}
