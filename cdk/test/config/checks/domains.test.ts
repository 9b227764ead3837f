import { accepted, refused } from '../rows.ts';

const SITE = 'environments[1].sites[0].domain';
const ALIASES = 'environments[1].sites[0].aliases';
const PRIVATE = 'environments[1].privateDomain';

/** Names one label below a domain. */
const names = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `n${from + index}.example.com`);

refused([
  ['more names than a distribution may have', { [ALIASES]: names(100) }, 'LIST_LENGTH'],
  [
    'more names than a stack has records for',
    {
      [ALIASES]: names(99),
      'environments[1].sites[1]': { name: 'docs', domain: 'docs.example.com', aliases: names(50, 99) },
    },
    'LIST_LENGTH',
    'environments[1].sites',
  ],
  ['sites without a domain', { 'environments[1].domain': undefined }, 'DOMAIN_MISSING'],
  ['a site in another domain', { [SITE]: 'www.example.org' }, 'DOMAIN_OUTSIDE'],
  ['a site in a domain that ends the same', { [SITE]: 'www.myexample.com' }, 'DOMAIN_OUTSIDE'],
  ['an alias in another domain', { [ALIASES]: ['example.org'] }, 'DOMAIN_OUTSIDE', `${ALIASES}[0]`],
  ['a site two labels below', { [SITE]: 'www.shop.example.com' }, 'DOMAIN_TOO_DEEP'],
  ['an alias two labels below', { [ALIASES]: ['a.b.example.com'] }, 'DOMAIN_TOO_DEEP', `${ALIASES}[0]`],
  [
    'a site of production at the domain of stage',
    { [SITE]: 'stage.example.com', 'environments[0].sites': [] },
    'DOMAIN_TAKEN',
  ],
  ['two sites of one domain', { 'environments[0].sites[1].domain': 'www.stage.example.com' }, 'DOMAIN_TAKEN'],
  ['an alias that is the site', { [ALIASES]: ['www.example.com'] }, 'DOMAIN_TAKEN', `${ALIASES}[0]`],
  [
    'two environments of one domain',
    { 'environments[0].domain': 'example.com', 'environments[0].sites': [] },
    'DOMAIN_TAKEN',
    'environments[1].domain',
  ],
  ['two private domains that are the same', { [PRIVATE]: 'stage.internal' }, 'DOMAIN_TAKEN'],
  ['a private domain that is the public one', { [PRIVATE]: 'example.com' }, 'DOMAIN_TAKEN'],
  ['a private domain that is the public one of another', { [PRIVATE]: 'stage.example.com' }, 'DOMAIN_TAKEN'],
  [
    'a private domain above a public one',
    { [PRIVATE]: 'corp.com', 'environments[1].domain': 'a.corp.com', [SITE]: 'a.corp.com' },
    'DOMAIN_SHADOWED',
  ],
  ['a private domain that hides the names of instances', { [PRIVATE]: 'ec2.internal' }, 'DOMAIN_RESERVED'],
  ['a private domain that hides AWS', { [PRIVATE]: 's3.amazonaws.com' }, 'DOMAIN_RESERVED'],
  [
    'an environment whose private domain would hide instances',
    { 'environments[0].name': 'compute' },
    'DOMAIN_RESERVED',
  ],
]);

accepted([
  ['as many names as a distribution may have', { [ALIASES]: names(99) }],
  [
    'as many names as a stack has records for',
    {
      [ALIASES]: names(99),
      'environments[1].sites[1]': { name: 'docs', domain: 'docs.example.com', aliases: names(49, 99) },
    },
  ],
  ['a site at the domain itself', { [SITE]: 'example.com', [ALIASES]: ['www.example.com'] }],
  ['no sites, no domain', { 'environments[1].domain': undefined, 'environments[1].sites': [] }],
  ['a private domain below the public one', { [PRIVATE]: 'internal.example.com' }],
]);
