import type { Entry } from './draft.ts';

/** Updates of the hosts of an environment; off, as there is no host yet. */
export function updatesDraft(environment: string): Entry {
  const fleet = (key: string, about: string, section: readonly Entry[]): Entry => ({
    key,
    about: [about],
    value: { section },
  });
  return {
    key: 'updates',
    about: [
      'Updates of its hosts, which never take a fleet below its floor. README of lambdas/auto-update says what the values',
      'are. Hosts of clusters and launch templates have the tag auto-update, whose value is the environment.',
    ],
    isOff: true,
    value: {
      section: [
        {
          key: 'fleets',
          value: {
            section: [
              fleet('jobs', 'Patched where they are,', [
                { key: 'mode', value: 'in-place' },
                {
                  key: 'tags',
                  value: {
                    section: [
                      { key: 'environment', value: environment },
                      { key: 'role', value: 'jobs' },
                    ],
                  },
                },
              ]),
              fleet('web', 'or drained before,', [
                { key: 'mode', value: 'ecs' },
                { key: 'cluster', value: `${environment}-web` },
              ]),
              fleet('api', 'or replaced by those of a newer image.', [
                { key: 'mode', value: 'refresh' },
                { key: 'group', value: `${environment}-api` },
                { key: 'image', value: '/images/api' },
              ]),
            ],
          },
        },
        {
          key: 'policy',
          about: ['What differs from the defaults, for all fleets.'],
          isOff: true,
          value: {
            section: [
              {
                key: 'windows',
                value: {
                  items: [
                    [
                      { key: 'days', value: ['mon', 'tue', 'wed', 'thu'] },
                      { key: 'hours', value: '02:00-05:00' },
                      { key: 'timezone', value: 'UTC' },
                    ],
                  ],
                },
              },
              { key: 'maxUnavailable', value: '10%' },
            ],
          },
        },
        {
          key: 'quietDays',
          about: ['Days that the environment before has to have been quiet with it; default 3.'],
          isOff: true,
          value: 3,
        },
      ],
    },
  };
}
