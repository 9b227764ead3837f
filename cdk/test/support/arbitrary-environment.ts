import fc from 'fast-check';
import type { ConfigInput } from '../../src/config/schema.ts';
import { siteInputs } from './arbitrary-sites.ts';

export type EnvironmentInput = ConfigInput['environments'][number];

export interface EnvironmentOptions {
  readonly name: string;
  /** In the list; makes its account and range its own. */
  readonly index: number;
  /** Zones that there are. */
  readonly available: number;
  readonly production: boolean;
  /** Those of all environments are the same, as each follows the one before. */
  readonly fleets: FleetChoice;
}

/** One of one mode, or those of each mode with all that can be said. */
export type FleetChoice = 'one' | 'each';

/** A valid environment, in an account of its own. */
export function environmentInput({
  name,
  index,
  available,
  production,
  fleets,
}: EnvironmentOptions): fc.Arbitrary<EnvironmentInput> {
  const account = `${index + 4}`.repeat(12);
  const users: string[] = [`arn:aws:iam::${account}:role/ci/deploy`];
  const domain = production && index === 0 ? 'example.com' : `${name}.example.com`;
  return fc
    .record({
      domain: fc.option(fc.constant(domain), { nil: undefined }),
      privateDomain: fc.constantFrom(undefined, `${name}.acme.internal`),
      disposable: production ? fc.constant(undefined) : fc.boolean(),
      vpc: fc.record({
        cidr: fc.integer({ min: 16, max: 20 }).map((bits) => `10.${index + 1}.0.0/${bits}`),
        zones: fc.integer({ min: production ? 2 : 1, max: available }),
        nat: production
          ? fc.constantFrom(undefined, 'each-zone' as const)
          : fc.constantFrom(undefined, 'none' as const, 'one' as const, 'each-zone' as const),
        flowLogDays: fc.constantFrom(1, 30, 3653),
      }),
      key: fc.option(fc.constant({ users }), { nil: undefined }),
      sites: siteInputs(domain),
      updates: fc.constantFrom(undefined, updatesOf(name, account)[fleets]),
    })
    .map(({ sites, domain: own, ...rest }) => ({
      ...rest,
      name,
      account,
      production,
      domain: own,
      sites: own === undefined ? [] : sites,
    }));
}

type UpdatesInput = NonNullable<EnvironmentInput['updates']>;

function updatesOf(name: string, account: string): Readonly<Record<FleetChoice, UpdatesInput>> {
  return {
    one: { fleets: { hosts: { mode: 'in-place', tags: { environment: name } } } },
    each: {
      fleets: {
        jobs: {
          mode: 'in-place',
          tags: { environment: [name, `${name}-2`], role: 'jobs' },
          targetGroups: [
            `arn:aws:elasticloadbalancing:eu-central-1:${account}:targetgroup/jobs/0123456789abcdef`,
          ],
          services: ['nginx.service'],
        },
        web: { mode: 'ecs', cluster: `${name}-web`, nonServiceTasks: 'skip', policy: { stopAfter: 1 } },
        api: { mode: 'refresh', group: `${name}-api`, image: '/aws/service/ami/latest', warmupSeconds: 60 },
      },
      policy: {
        windows: [{ days: ['mon'], hours: '22:00-02:00', timezone: 'Europe/Berlin' }],
        maxUnavailable: '20%',
        alarms: { names: ['web-*'] },
      },
      freeze: '/acme/freeze',
      quietDays: 5,
      hostRoles: [`arn:aws:iam::${account}:role/hosts`],
    },
  };
}
