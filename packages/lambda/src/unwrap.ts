/** What is in the envelopes, or why it cannot be read. */
export type Unwrapped = { readonly payload: unknown } | { readonly problem: string };

/** SNS in SQS, and once more where a topic is subscribed to by way of another. */
const MOST_ENVELOPES = 4;

/**
 * Takes a message out of what carried it: JSON as text, an SNS notification (in SQS: `Type` and `Message`; direct: a
 * `Records` list of one with `Sns`), any of these in another.
 * Source: AWS SNS Developer Guide, "Parsing message formats"; AWS Lambda Developer Guide, "Using Lambda with Amazon SNS".
 */
export function unwrap(body: unknown): Unwrapped {
  return open(body, 0);
}

function open(content: unknown, depth: number): Unwrapped {
  if (depth > MOST_ENVELOPES) return { problem: `it has more than ${MOST_ENVELOPES} envelopes` };
  const read = typeof content === 'string' ? parse(content) : { payload: content };
  if ('problem' in read) return read;
  const { payload } = read;
  const inner = typeof payload === 'string' ? payload : messageOf(payload);
  return inner === undefined ? read : open(inner, depth + 1);
}

/** What the parser says may quote the text, and is not told. */
function parse(text: string): Unwrapped {
  try {
    const payload: unknown = JSON.parse(text);
    return { payload };
  } catch {
    return { problem: text.trim() === '' ? 'it is empty' : 'it is not JSON' };
  }
}

/** What an SNS notification carries; undefined where it is none. */
function messageOf(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  if ('Type' in payload && payload.Type === 'Notification') return textIn(payload);
  const records: readonly unknown[] =
    'Records' in payload && Array.isArray(payload.Records) ? payload.Records : [];
  const [record] = records;
  const isOfSns = records.length === 1 && typeof record === 'object' && record !== null && 'Sns' in record;
  return isOfSns ? textIn(record.Sns) : undefined;
}

function textIn(notification: unknown): string | undefined {
  if (typeof notification !== 'object' || notification === null || !('Message' in notification))
    return undefined;
  return typeof notification.Message === 'string' ? notification.Message : undefined;
}
