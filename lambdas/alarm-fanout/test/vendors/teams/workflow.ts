import * as z from 'zod/mini';
import type { Vendor, VendorAnswer } from '../vendor.ts';
import { card, problemsOfCard } from './card.ts';

/** Source: Microsoft, "Limits and specifications for Microsoft Teams". */
const MOST_BYTES = 28 * 1_024;

const message = z.strictObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.optional(z.null()),
        content: card,
      }),
    )
    .check(z.minLength(1), z.maxLength(10)),
});

export interface TeamsVendor extends Vendor {
  /** What the channel has, oldest first: cards. */
  readonly cards: readonly Readonly<Record<string, unknown>>[];
}

/**
 * A workflow "When a Teams webhook request is received" that posts to a channel. What a real one finds out only after it has answered 202,
 * such as a card that Teams refuses, is a problem and 400 here. Source: Microsoft, "Create incoming webhooks with Workflows for Microsoft
 * Teams".
 */
export function teamsVendor({
  path = '/workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-06-01&sig=secret0123456789',
  status = 202,
}: {
  readonly path?: string;
  readonly status?: 200 | 202;
} = {}): TeamsVendor {
  const problems: string[] = [];
  const cards: Readonly<Record<string, unknown>>[] = [];
  const refuse = (code: number, name: string, detail: string): VendorAnswer => {
    problems.push(`${name}: ${detail}`);
    return { status: code, body: JSON.stringify({ error: { code: name, message: detail.slice(0, 300) } }) };
  };
  return {
    problems,
    cards,
    answer: ({ method, path: asked, headers, body }) => {
      if (method !== 'POST') return refuse(405, 'MethodNotAllowed', method);
      if (asked !== path) return refuse(401, 'DirectApiAuthorizationRequired', asked);
      if (headers['content-type'] !== 'application/json; charset=utf-8') {
        return refuse(400, 'InvalidRequestContent', headers['content-type'] ?? 'no type');
      }
      if (body.length > MOST_BYTES) return refuse(413, 'RequestEntityTooLarge', `${body.length} bytes`);
      const { success, data, error } = message.safeParse(parsed(body));
      if (!success) return refuse(400, 'InvalidRequestContent', z.prettifyError(error));
      const found = data.attachments.flatMap(({ content }) => problemsOfCard(content));
      if (found.length > 0) return refuse(400, 'BadCard', found.join('; '));
      cards.push(...data.attachments.map(({ content }) => content));
      return { status };
    },
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
