import { z } from 'zod';

/** 12 digits, in quotes: YAML would take 012345678901 for a number. */
export const accountId = z.string().regex(/^\d{12}$/, 'is not the number of an account: 12 digits in quotes');

export const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,14}[a-z0-9]$/, 'is not 2 to 16 characters of a-z, 0-9 and -, a letter first');

export const regionName = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'is not the name of a region, such as eu-central-1');

export const zoneName = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/, 'is not the name of a zone, such as eu-central-1a');

export const cidr = z
  .string()
  .regex(/^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/, 'is not a range of IPv4 addresses, such as 10.1.0.0/16');

/** Labels of 63 characters and 253 in all, as RFC 1035 has it (section 2.3.4); in lower case. */
export const domain = z
  .string()
  .regex(
    /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'is not the name of a domain in lower case, such as stage.example.com',
  );

export const arn = z
  .string()
  .regex(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/, 'is not an ARN, such as arn:aws:iam::111122223333:role/deploy');

export const email = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'is not an address of mail');

/** The key of an object in S3: no slash first, as CloudFront adds it. */
export const objectKey = z
  .string()
  .regex(/^[^/\s][^\s]{0,1022}$/, 'is not the key of an object, such as index.html, without a slash first');

/** What may stand in a header of HTTP (RFC 9110, section 5.5). */
export const headerValue = z
  .string()
  .regex(/^[\u0021-\u007e](?:[\u0020-\u007e]*[\u0021-\u007e])?$/, 'is not one line of printable ASCII');
