/** The longest that SMTP takes. Source: RFC 5321, 4.5.3.1. */
const MOST = 254;
/** Of ASCII, as SES takes no other before the `@`; of domains in other alphabets their Punycode. Source: Amazon SES API v2, SendEmail. */
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}$/;
const NAMED = /^[A-Za-z0-9 _-]{1,64} <(?<address>[^<>]+)>$/;

/** Whether it is an address, such as `ops@example.com`. */
export function isAddress(text: string): boolean {
  return text.length <= MOST && ADDRESS.test(text);
}

/** Whether it is an address, or a name with one: `Alarms <alarms@example.com>`. */
export function isSender(text: string): boolean {
  return isAddress(addressOf(text));
}

/** What is behind the `@`. */
export function domainOf(sender: string): string {
  const address = addressOf(sender);
  return address.slice(address.lastIndexOf('@') + 1);
}

function addressOf(sender: string): string {
  return NAMED.exec(sender)?.groups?.['address'] ?? sender;
}
