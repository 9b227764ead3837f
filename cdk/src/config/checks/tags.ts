import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';

/**
 * What a tag may be: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html; of IAM, which has the
 * narrowest rules, and whose keys are the same in both cases.
 */
const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
/** Of 50 that a resource may have; the others are for the package's own. */
const MOST = 40;

/** Tags that AWS would refuse in the middle of a deployment. */
export function checkTags({ tags }: Draft): readonly Finding[] {
  const keys = Object.keys(tags);
  const findings = Object.entries(tags).flatMap(([key, value], index): Finding[] => {
    const path = ['tags', key];
    const reserved = /^(?:aws|kmscrypt):/i.exec(key)?.[0];
    if (reserved !== undefined)
      return [
        {
          code: 'TAG_RESERVED',
          path,
          message: `tags that begin with ${reserved} are not yours to give`,
          isOfKey: true,
        },
      ];
    if (key === '' || key.length > LONGEST_KEY || !TEXT.test(key))
      return [
        {
          code: 'TAG_INVALID',
          path,
          message: `is not a key of 1 to ${LONGEST_KEY} letters, digits, spaces and _.:/=+-@`,
          isOfKey: true,
        },
      ];
    if (value.length > LONGEST_VALUE || !TEXT.test(value))
      return [
        {
          code: 'TAG_INVALID',
          path,
          message: `is not a value of at most ${LONGEST_VALUE} letters, digits, spaces and _.:/=+-@`,
        },
      ];
    const other = keys.slice(0, index).find((each) => each.toLowerCase() === key.toLowerCase());
    if (other === undefined) return [];
    return [
      {
        code: 'TAG_INVALID',
        path,
        message: `is the same as ${other} for IAM`,
        cure: 'write it in one way',
        isOfKey: true,
      },
    ];
  });
  if (keys.length <= MOST) return findings;
  return [
    ...findings,
    { code: 'TAG_INVALID', path: ['tags'], message: `are ${keys.length} tags, but may be ${MOST}` },
  ];
}
