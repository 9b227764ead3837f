import { partitionOf } from '../events/partition.ts';
import { isRegion } from '../events/region.ts';

/** By partition. Source: AWS General Reference, "AWS Management Console endpoints"; those of the isolated partitions are not public. */
const DOMAINS: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
  ['aws-eusc', 'console.amazonaws-eusc.eu'],
]);

/**
 * A page of CloudWatch's console.
 *
 * @param fragment what stands behind `#`, encoded
 */
export function consoleLink(region: string, fragment: string): string {
  return linkTo({ region, page: 'home', fragment });
}

/** A page of CloudWatch's console by the address for links from elsewhere, which takes a graph as JSON. */
export function deepLink(region: string, fragment: string): string {
  return linkTo({ region, page: 'deeplink.js', fragment });
}

interface Page {
  readonly region: string;
  readonly page: string;
  readonly fragment: string;
}

function linkTo({ region, page, fragment }: Page): string {
  const domain = DOMAINS.get(partitionOf(region)) ?? 'console.aws.amazon.com';
  // Where the region is not known the console takes the last one that its user was in.
  if (!isRegion(region)) return `https://${domain}/cloudwatch/${page}#${fragment}`;
  return `https://${region}.${domain}/cloudwatch/${page}?region=${region}#${fragment}`;
}

/**
 * A name in a fragment as the console itself writes it: percent-encoded, with `$` for `%`. With `%`, names that have a `/` or
 * a `%` are not found, as the browser and the console decode one after the other. AWS documents none of this; source: addresses
 * of the console, and guardian/cdk 2025 and terraform-aws-notify-slack 203 on GitHub.
 */
export function inFragment(name: string): string {
  return percentEncoded(name).replaceAll('%', '$');
}

/** Also what stands for itself in URLs, as chats read it as markup or as the end of a link. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
