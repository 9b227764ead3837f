import type { Site } from './config.ts';

/** What CloudFront takes: visible ASCII without commas and wildcards, with its `#` 256 characters at most. Source: CloudFront Developer Guide, "Invalidating content by cache tags". */
const LEGAL = /^[!-)+\--~]{1,255}$/;

/**
 * Tells by which cache tag a key is invalidated: by that of the first rule that matches, in lower case as CloudFront does not
 * mind case, such as `#product-12`. Undefined where no rule matches, and where the tag would not be legal: the key then goes by
 * its paths.
 */
export function cacheTagOf({ cacheTags }: Site, key: string): string | undefined {
  for (const { keys, tag } of cacheTags) {
    const pattern = new RegExp(keys, 'u');
    const match = pattern.exec(key);
    if (match === null) continue;
    // What is before and behind the match is no part of the tag.
    const rest = key.length - match.index - match[0].length;
    const replaced = key.replace(pattern, tag);
    const made = replaced.slice(match.index, replaced.length - rest);
    return LEGAL.test(made) ? `#${made.toLowerCase()}` : undefined;
  }
  return undefined;
}
