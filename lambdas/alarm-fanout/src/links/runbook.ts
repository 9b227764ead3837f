/** `Runbook: https://…`, `runbook: <https://…>`. */
const IN_TEXT = /\brunbook\s{0,10}[:=]?\s{0,10}<?(https:\/\/[^\s<>"]{1,2000})/i;
const MOST_OF_URL = 2000;

/** The first runbook that a text names: `Runbook: URL`, with https. */
export function runbookIn(text: string): string | undefined {
  return httpsLink(IN_TEXT.exec(text)?.[1]?.replace(/[.,;:!?'\])}]+$/, ''));
}

/** A link that may be shown: https, without credentials, at most 2,000 characters; as it is encoded in a URL. */
export function httpsLink(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text.trim())) return undefined;
  const { protocol, username, password, href } = new URL(text.trim());
  const isFit = protocol === 'https:' && username === '' && password === '' && href.length <= MOST_OF_URL;
  return isFit ? href : undefined;
}
