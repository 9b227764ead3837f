/** `Runbook: https://…`, `runbook: <https://…>`. */
const IN_TEXT = /\brunbook\s{0,10}[:=]?\s{0,10}<?(https:\/\/[^\s<>"]{1,2000})/i;
const MOST_OF_URL = 2000;

/** The first runbook that a text names: `Runbook: URL`, with https. */
export function runbookIn(text: string): string | undefined {
  return httpsLink(IN_TEXT.exec(text)?.[1]?.replace(/[.,;:!?'\])}]+$/, ''));
}

/**
 * A text without the runbook at the end of a line, for where a link shows it.
 *
 * @param url of the link; none: the text as it is
 */
export function withoutRunbook(text: string, url: string | undefined): string {
  if (url === undefined) return text;
  const lines = text.split('\n').flatMap((line) => {
    const found = IN_TEXT.exec(line);
    if (found === null || runbookIn(line) !== url) return [line];
    const before = line.slice(0, found.index).trim();
    const after = line.slice(found.index + found[0].length);
    if (!/^[>\s]*$/u.test(after) || !/(?:^[-*•]?|[.!?;,])$/u.test(before)) return [line];
    return before.length < 2 ? [] : [before];
  });
  return lines.join('\n');
}

/** A link that may be shown: https, without credentials, at most 2,000 characters; as it is encoded in a URL. */
export function httpsLink(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text.trim())) return undefined;
  const { protocol, username, password, href } = new URL(text.trim());
  const isFit = protocol === 'https:' && username === '' && password === '' && href.length <= MOST_OF_URL;
  return isFit ? href : undefined;
}
