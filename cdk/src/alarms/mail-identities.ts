import type { DestinationShape } from './fanout-shape.ts';

/** Where SES has what a destination without a region of its own sends with. */
export interface MailPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * ARNs of what SES may be told to send with: the sender's address, its domain and the domains above it, as each may be the verified
 * identity, and the configuration set. Where the sender is a secret: all identities.
 *
 * In SES's sandbox the identities of the receivers are asked for as well.
 */
export function mailIdentities(destination: DestinationShape, place: MailPlace): readonly string[] {
  const { from = '', region = place.region, configurationSet } = destination;
  const arnOf = (resource: string): string =>
    `arn:${place.partition}:ses:${region}:${place.account}:${resource}`;
  const address = /<([^<>]+)>$/u.exec(from)?.[1] ?? from;
  const identities = address.includes('::') ? ['*'] : [address, ...domainsOf(address)];
  return [
    ...identities.map((identity) => arnOf(`identity/${identity}`)),
    ...(configurationSet === undefined ? [] : [arnOf(`configuration-set/${configurationSet}`)]),
  ];
}

/** `mail.example.com`, `example.com`. */
function domainsOf(address: string): readonly string[] {
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.');
  return [...labels.keys()].slice(0, -1).map((index) => labels.slice(index).join('.'));
}
