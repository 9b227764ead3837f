/** What begins a tag, a comment or an instruction in HTML. */
const OPENING = /<(?=[A-Za-z/!?])/gu;

/**
 * A text in which no browser finds a tag, and which is still the same to those who read it in a push message or hear it on the phone: it
 * is not escaped, as HTML in alerts is rendered in some places and shown as it is in others. As long as before. Source: Opsgenie
 * documentation, "Alerts and Alert Fields".
 */
export function harmless(text: string): string {
  return text.replace(OPENING, '‹');
}
