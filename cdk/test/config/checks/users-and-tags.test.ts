import { accepted, refused } from '../rows.ts';

const many = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, 'value']));

refused([
  ['short passwords', { 'security.passwordPolicy.length': 13 }, 'PASSWORD_POLICY_WEAK'],
  [
    'short sessions that are the longer ones',
    { 'security.access': { sessionHours: 2, shortSessionHours: 3 } },
    'SESSION_TOO_LONG',
    'security.access.shortSessionHours',
  ],
  ['a tag of AWS', { tags: { 'aws:team': 'a' } }, 'TAG_RESERVED', 'tags["aws:team"]'],
  ['a tag of AWS in capitals', { tags: { 'AWS:team': 'a' } }, 'TAG_RESERVED', 'tags["AWS:team"]'],
  ['a tag of the package', { tags: { 'kmscrypt:config': 'a' } }, 'TAG_RESERVED', 'tags["kmscrypt:config"]'],
  ['a tag with a star', { tags: { 'te*am': 'a' } }, 'TAG_INVALID', 'tags["te*am"]'],
  ['a value with a comma', { tags: { team: 'a, b' } }, 'TAG_INVALID', 'tags.team'],
  ['a value of 257 letters', { tags: { team: 'a'.repeat(257) } }, 'TAG_INVALID', 'tags.team'],
  ['two tags that IAM takes for one', { tags: { team: 'a', Team: 'b' } }, 'TAG_INVALID', 'tags.Team'],
  ['41 tags', { tags: many(41) }, 'TAG_INVALID', 'tags'],
]);

accepted([
  ['passwords of 14 characters', { 'security.passwordPolicy.length': 14 }],
  ['sessions that are all short', { 'security.access': { sessionHours: 1 } }],
  ['40 tags', { tags: many(40) }],
  ['tags with spaces, letters of other languages, no value', { tags: { 'cost center': 'Köln', empty: '' } }],
]);
