import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Vendor, VendorAnswer } from './vendor.ts';

/** An alert of Jira Service Management or Opsgenie. */
export interface Alert {
  readonly alias: string;
  readonly status: 'open' | 'closed';
  /** How often it was created while it was open. */
  readonly count: number;
  readonly message: string;
  readonly priority: string;
  readonly tags: readonly string[];
  readonly notes: readonly string[];
}

export interface Genie extends Vendor {
  /** All that ever were, oldest first: an alias has several where it was created again after it was closed. */
  readonly alerts: readonly Alert[];
  /** Requests that were taken, and then did nothing, such as closing what is not there. */
  readonly inVain: readonly string[];
}

const text = (most: number) => z.string().check(z.maxLength(most));
const filled = (most: number) => text(most).check(z.refine((value) => value.trim() !== ''));
const creation = z.strictObject({
  message: filled(130),
  alias: z.optional(text(512)),
  description: z.optional(text(15_000)),
  tags: z.optional(z.array(filled(50)).check(z.maxLength(20))),
  details: z.optional(
    z
      .record(z.string(), z.string())
      .check(z.refine((details) => Object.entries(details).flat().join('').length <= 8_000)),
  ),
  entity: z.optional(text(512)),
  source: z.optional(text(100)),
  priority: z.optional(z.enum(['P1', 'P2', 'P3', 'P4', 'P5'])),
  note: z.optional(text(25_000)),
  user: z.optional(text(100)),
});
const closing = z.strictObject({
  source: z.optional(text(100)),
  note: z.optional(text(25_000)),
  user: z.optional(text(100)),
});

/**
 * The Integration Events API of Jira Service Management, and Opsgenie's Alert API, which are one. Source: Jira Service Management
 * Operations REST API, "Integration events"; Opsgenie documentation, "Alert API", "Response".
 *
 * @param options.path where alerts are created, such as `/v2/alerts`
 */
export function genieVendor({ apiKey, path }: { readonly apiKey: string; readonly path: string }): Genie {
  const problems: string[] = [];
  const alerts: Alert[] = [];
  const inVain: string[] = [];

  const refuse = (status: number, problem: string): VendorAnswer => {
    problems.push(problem);
    return json(status, { message: problem, took: 0.001, requestId: randomUUID() });
  };
  const openWith = (alias: string): number =>
    alerts.findIndex((alert) => alert.alias === alias && alert.status === 'open');
  const change = (index: number, changes: Partial<Alert>): boolean => {
    const alert = alerts[index];
    if (alert === undefined) return false;
    alerts[index] = { ...alert, ...changes };
    return true;
  };
  const create = (body: unknown): VendorAnswer => {
    const parsed = creation.safeParse(body);
    if (!parsed.success) return refuse(422, z.prettifyError(parsed.error));
    const { message, alias = randomUUID(), priority = 'P3', tags = [] } = parsed.data;
    const index = openWith(alias);
    const isOpen = change(index, { count: (alerts[index]?.count ?? 0) + 1 });
    if (!isOpen) alerts.push({ alias, status: 'open', count: 1, message, priority, tags, notes: [] });
    return taken();
  };
  const close = (alias: string, body: unknown): VendorAnswer => {
    const parsed = closing.safeParse(body);
    if (!parsed.success) return refuse(422, z.prettifyError(parsed.error));
    const { note } = parsed.data;
    // It is processed later, and nobody is told that there is no such alert.
    if (!change(openWith(alias), { status: 'closed', notes: note === undefined ? [] : [note] }))
      inVain.push(alias);
    return taken();
  };

  return {
    problems,
    alerts,
    inVain,
    answer: ({ method, path: asked, headers, body }) => {
      if (headers['authorization'] !== `GenieKey ${apiKey}`) return refuse(401, 'Could not authenticate');
      if (headers['content-type'] !== 'application/json') return refuse(415, 'it is not JSON');
      const read = parse(body);
      if (read === undefined) return refuse(400, 'Could not parse JSON');
      const { pathname, searchParams } = new URL(asked, 'https://localhost');
      if (method === 'POST' && pathname === path) return create(read);
      const [before, alias, after] = split(pathname, path);
      if (method !== 'POST' || before !== path || alias === undefined || after !== 'close') {
        return refuse(404, 'No handler found');
      }
      if (searchParams.get('identifierType') !== 'alias') return refuse(422, 'Identifier is not an id');
      return close(alias, read);
    },
  };
}

/** The path of alerts, the alias, and what is done with it. */
function split(pathname: string, path: string): readonly (string | undefined)[] {
  if (!pathname.startsWith(`${path}/`)) return [];
  const parts = pathname.slice(path.length + 1).split('/');
  // A slash that is escaped does not come through every proxy.
  if (parts.length !== 2 || /%2f/i.test(pathname)) return [];
  const [alias = '', action] = parts;
  return [path, decodeURIComponent(alias), action];
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function taken(): VendorAnswer {
  return json(202, { result: 'Request will be processed', took: 0.001, requestId: randomUUID() });
}

function json(status: number, value: unknown): VendorAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
