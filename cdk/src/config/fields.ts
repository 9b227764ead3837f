import { z } from 'zod';

/** 12 digits, in quotes: YAML would take 012345678901 for a number. */
export const accountId = z.string().regex(/^\d{12}$/, 'is not the number of an account: 12 digits in quotes');

export const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,14}[a-z0-9]$/, 'has 2 to 16 characters: a-z, 0-9 and -, a letter first');

export const regionName = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'is not the name of a region, such as eu-central-1');

export const zoneName = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/, 'is not the name of a zone, such as eu-central-1a');

export const cidr = z.string().regex(/^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/, 'is not a range of IPv4 addresses, such as 10.1.0.0/16');

export const domain = z
  .string()
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'is not the name of a domain, such as stage.example.com');

export const arn = z.string().regex(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/, 'is not an ARN');

export const email = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'is not an address of mail');
