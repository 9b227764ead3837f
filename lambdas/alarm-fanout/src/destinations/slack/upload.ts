import type { GraphContent } from '../../content.ts';
import { DeliveryError } from '../../delivery-error.ts';
import { cut } from '../../words/cut.ts';
import { oneLine } from '../../words/plain.ts';
import { postTo } from '../post-to.ts';
import { type Call, type Caller, callSlack } from './api.ts';
import type { Thread } from './thread.ts';

const NAME = 'graph.png';
const TITLE = 200;

/** What comes before the bytes, and after them. @param file the id that Slack gives it */
export function uploadCalls(
  { title, png }: GraphContent,
  { thread: { channel, ts }, file }: { readonly thread: Thread; readonly file: string },
): readonly [before: Call, after: Call] {
  const name = cut(oneLine(title), TITLE);
  return [
    {
      method: 'files.getUploadURLExternal',
      body: { filename: NAME, length: Buffer.byteLength(png, 'base64'), alt_txt: name },
    },
    {
      method: 'files.completeUploadExternal',
      body: { files: [{ id: file, title: name }], channel_id: channel, thread_ts: ts },
    },
  ];
}

/**
 * Puts a graph under the message of its alarm: asks for a URL, sends the bytes there, says that they are there. Source: Slack developer
 * documentation, "Working with files".
 *
 * @returns false where the message is gone
 * @throws DeliveryError
 */
export async function upload(
  content: GraphContent,
  { thread, ...caller }: Caller & { readonly thread: Thread },
): Promise<boolean> {
  const [ask] = uploadCalls(content, { thread, file: '' });
  const { upload_url: url, file_id: file } = (await callSlack(ask, caller)) ?? {};
  if (typeof url !== 'string' || typeof file !== 'string' || !URL.canParse(url)) {
    throw new DeliveryError('NOT_NOW', 'Slack gave no URL to send the graph to');
  }
  const bytes = Buffer.from(content.png, 'base64');
  const headers = { 'content-type': 'application/octet-stream' };
  await postTo({ url, headers, body: bytes }, { ...caller, secrets: [url] });
  const [, complete] = uploadCalls(content, { thread, file });
  return (await callSlack(complete, caller)) !== undefined;
}
