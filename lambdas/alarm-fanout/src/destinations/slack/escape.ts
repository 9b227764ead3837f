const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** For texts in which Slack reads `<…>`; its three entities. Source: Slack developer documentation, "Formatting message text". */
export function escape(text: string): string {
  return text.replace(/[&<>]/gu, (sign) => ENTITIES[sign] ?? sign);
}

/** A text's length as Slack keeps it: escaped, whatever it is in. */
export function inSlack(text: string): number {
  return escape(text).length;
}
