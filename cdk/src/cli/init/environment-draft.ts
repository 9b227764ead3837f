import { zonesOf } from '../../config/regions.ts';
import { accountNumber } from './accounts-draft.ts';
import type { Answers } from './answers.ts';
import type { Entry } from './draft.ts';
import { keySection } from './management-draft.ts';
import { updatesDraft } from './updates-draft.ts';

/** Of a VPC, where nothing else is said. */
const ZONES = 3;
const PRODUCTION: ReadonlySet<string> = new Set(['prod', 'production', 'live']);
const DISPOSABLE: ReadonlySet<string> = new Set(['dev', 'development', 'sandbox']);

/** One environment; what all have in common is explained in the first. */
export function environmentDraft(answers: Answers, index: number): readonly Entry[] {
  const { environments, domain, region } = answers;
  const name = environments[index] ?? '';
  const about = (...lines: readonly string[]): Pick<Entry, 'about'> => (index === 0 ? { about: lines } : {});
  const zones = zonesOf({ region }).length;
  const isProduction = PRODUCTION.has(name);
  const isDisposable = DISPOSABLE.has(name);
  const own = `${isProduction ? '' : `${name}.`}${domain ?? 'example.com'}`;
  return [
    { key: 'name', value: name, ...about(`Its key is alias/cmk-${name}, its VPC ${name}.`) },
    { key: 'account', value: accountNumber(answers, name) },
    {
      key: 'production',
      ...about('Whether the rules of production hold: nothing is thrown away, NAT in each zone. Default no.'),
      value: true,
      isOff: !isProduction,
    },
    {
      key: 'disposable',
      ...about(
        'Whether deleting a stack deletes what it keeps; buckets go only when they are empty. Default no.',
      ),
      value: true,
      isOff: !isDisposable,
    },
    {
      key: 'domain',
      ...about(
        'Its public zone; default none. Certificates wait until the zone answers: after the first deploy of',
        `${name}/dns delegate it, with the zone's four name servers as NS record of the zone above.`,
      ),
      value: own,
      isOff: domain === undefined,
    },
    {
      key: 'privateDomain',
      ...about('The zone that only VPCs see; default NAME.internal.'),
      value: `${name}.internal`,
      isOff: true,
    },
    {
      key: 'vpc',
      value: {
        section: [
          { key: 'cidr', ...about('/16 to /20.'), value: `10.${index + 1}.0.0/16` },
          {
            key: 'zones',
            ...about('Availability zones, 1 to 3; default 3.'),
            value: zones,
            isOff: zones === ZONES,
          },
          {
            key: 'nat',
            ...about('none, one or each-zone; default one, in production each-zone.'),
            value: isProduction ? 'each-zone' : 'one',
            isOff: true,
          },
          {
            key: 'flowLogDays',
            ...about('Days that CloudWatch keeps flow logs; the archive keeps them longer. Default 30.'),
            value: 30,
            isOff: true,
          },
        ],
      },
    },
    {
      key: 'key',
      ...about(`ARNs of further principals that administer or use alias/cmk-${name}.`),
      value: keySection,
      isOff: true,
    },
    {
      key: 'sites',
      ...about('Static sites: a bucket behind CloudFront; needs the domain.'),
      value: {
        items: [
          [
            { key: 'name', value: 'www' },
            { key: 'domain', value: `www.${own}` },
          ],
        ],
      },
      isOff: domain === undefined,
    },
    ...(index === 0 ? [updatesDraft(name), ...choices()] : []),
  ];
}

/** What is not built yet, with one way to write it. */
function choices(): readonly Entry[] {
  const choice = (key: string, about: string, section: readonly Entry[]): Entry => ({
    key,
    about: [about],
    value: { section },
    isOff: true,
  });
  const type = (value: string): Entry => ({ key: 'type', value });
  return [
    choice('compute', 'Not built yet: ECS, on EC2 or fargate,', [
      type('ecs'),
      { key: 'capacity', value: 'ec2' },
    ]),
    choice('compute', 'or an Auto Scaling Group of an image,', [
      type('asg'),
      { key: 'image', value: 'ami-00000000000000000' },
      {
        key: 'size',
        value: {
          section: [
            { key: 'instance', value: 't4g.small' },
            { key: 'min', value: 2 },
            { key: 'max', value: 4 },
          ],
        },
      },
    ]),
    choice('compute', 'or Kubernetes.', [type('eks')]),
    choice('database', 'Not built yet: postgres, mysql, aurora-postgres or aurora-mysql.', [
      type('postgres'),
    ]),
    choice('cache', 'Not built yet: memcached, redis or valkey.', [type('memcached')]),
  ];
}
