import * as z from 'zod/mini';
import type { VendorAnswer, VendorRequest } from '../vendor.ts';
import type { CallContext } from './bot.ts';

const asked = z.strictObject({
  filename: z.string().check(z.minLength(1)),
  length: z.string().check(z.regex(/^[1-9]\d*$/)),
  alt_txt: z.optional(z.string().check(z.maxLength(1_000))),
});
const completed = z.strictObject({
  files: z.array(z.strictObject({ id: z.string(), title: z.optional(z.string()) })).check(z.minLength(1)),
  channel_id: z.string(),
  thread_ts: z.optional(z.string()),
});

interface File {
  readonly length: number;
  readonly bytes?: number;
}

export interface SharedFile {
  readonly title: string;
  readonly bytes: number;
  readonly threadTs?: string | undefined;
}

/** Files of a bot: asked for, sent, completed. Source: Slack developer documentation, "Working with files". */
export function filesOf({
  channel,
  origin,
  has,
}: {
  readonly channel: string;
  readonly origin: () => string;
  /** Whether a message is there. */
  readonly has: (ts: string) => boolean;
}) {
  const files = new Map<string, File>();
  const shared: SharedFile[] = [];
  const json = (body: object): VendorAnswer => ({ status: 200, body: JSON.stringify(body) });

  return {
    shared,
    ask: ({ fields, request, refuse }: CallContext): VendorAnswer => {
      if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
        return refuse('invalid_arguments', 'not a form');
      }
      const { success, data, error } = asked.safeParse(fields);
      if (!success) return refuse('invalid_arguments', z.prettifyError(error));
      const id = `F${files.size}`;
      files.set(id, { length: Number(data.length) });
      return json({ ok: true, upload_url: `${origin()}/upload/v1/${id}`, file_id: id });
    },
    take: ({ path, body, headers }: VendorRequest, problems: string[]): VendorAnswer => {
      const id = path.replace('/upload/v1/', '');
      const file = files.get(id);
      if (headers['authorization'] !== undefined) problems.push('the token was sent to the upload URL');
      if (file === undefined || body.length !== file.length) {
        problems.push(`upload: ${body.length} bytes, ${file?.length} were said`);
        return { status: 400, body: 'bad length' };
      }
      files.set(id, { ...file, bytes: body.length });
      return { status: 200, body: `OK - ${body.length}` };
    },
    complete: ({ fields, refuse }: CallContext): VendorAnswer => {
      const { success, data, error } = completed.safeParse(fields);
      if (!success) return refuse('invalid_arguments', z.prettifyError(error));
      if (data.channel_id !== channel) return refuse('channel_not_found', data.channel_id);
      const { thread_ts: threadTs } = data;
      if (threadTs !== undefined && !has(threadTs)) return json({ ok: false, error: 'thread_not_found' });
      for (const { id, title = '' } of data.files) {
        const { bytes } = files.get(id) ?? {};
        if (bytes === undefined) return refuse('file_not_found', id);
        shared.push({ title, bytes, threadTs });
      }
      return json({ ok: true, files: data.files });
    },
  };
}
