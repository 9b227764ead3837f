import { z } from 'zod';
import { OWN_CONTENT } from '../edge/content-policy.ts';
import { domain, headerValue, name, objectKey } from './fields.ts';

const invalidation = z.strictObject({
  immutable: z
    .array(
      z
        .string()
        .min(1)
        .meta({ examples: ['^assets/'] }),
    )
    .default([])
    .describe('Regular expressions of keys whose content never changes, such as ^assets/. Default none.'),
  cleanUrls: z.boolean().default(false).describe('Whether /about serves about.html. Default false.'),
  wholeDistribution: z
    .boolean()
    .default(false)
    .describe('Whether every change invalidates everything. Default false.'),
});

/** Of any letters but those of `spa`, which would be meant otherwise. */
const errorPage = objectKey.regex(/^(?![Ss][Pp][Aa]$)/, 'is not spa in lower case; write spa');

/** A static site: a bucket behind CloudFront. */
export const site = z.strictObject({
  name: name.describe('Unique in the environment.'),
  domain: domain.describe("Where it is served: the environment's domain, or one label below it."),
  aliases: z.array(domain).default([]).describe('Further names that serve the same. Default none.'),
  index: objectKey.default('index.html').describe('The document of a folder. Default index.html.'),
  notFound: z
    .union([z.literal('spa'), errorPage])
    .default('404.html')
    .describe('Object shown for what is not there, with 404; spa: a single-page app. Default 404.html.'),
  contentSecurityPolicy: headerValue
    .default(OWN_CONTENT)
    .describe('The header Content-Security-Policy. Default: only what the site itself serves.'),
  invalidation: invalidation
    .prefault({})
    .describe('How the invalidation Lambda is set up; its README says what these are.'),
});
