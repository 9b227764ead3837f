import type { Entry } from './draft.ts';

/** Users of IAM on hosts; off, as there is no host yet. */
export function sshKeysDraft(): Entry {
  const off = (key: string, about: string, value: Entry['value']): Entry => ({
    key,
    about: [about],
    value,
    isOff: true,
  });
  return {
    key: 'sshKeys',
    isApart: true,
    about: [
      'Users of IAM on hosts, with the SSH keys that they upload: members of ssh-users and ssh-sudo-users, on hosts with',
      'the tag ssh-hosts, whose value is an environment or mgmt. README of lambdas/ssh-key-sync says what the values are.',
    ],
    isOff: true,
    value: {
      section: [
        off('hosts', 'Other groups of hosts than one for each environment and mgmt.', {
          section: [
            {
              key: 'jobs',
              value: {
                section: [
                  { key: 'environment', value: 'prod' },
                  { key: 'tags', value: { section: [{ key: 'ssh-hosts', value: 'jobs' }] } },
                  { key: 'login', value: ['ssh-users'] },
                  { key: 'sudo', value: ['ssh-sudo-users'] },
                ],
              },
            },
          ],
        }),
        off(
          'parameters',
          'A tree of SSM parameters in security with further keys, such as ed25519.',
          '/ssh-keys',
        ),
        off(
          'breakGlass',
          'A user on every host whom nothing but this file removes; the key is one of yours.',
          {
            section: [{ key: 'keys', value: ['ssh-ed25519 AAAA... of yours'] }],
          },
        ),
        off('removals', 'How many users may lose something at once, most or percent of all.', {
          section: [
            { key: 'most', value: 2 },
            { key: 'percent', value: 20 },
          ],
        }),
        { key: 'readEvery', about: ['Minutes between whole reads of IAM; default 30.'], value: 30 },
        {
          key: 'expiresAfter',
          about: ['Hours that hosts take a manifest for good without such a read; default 72.'],
          value: 72,
        },
        {
          key: 'onExpiry',
          about: ['keep, or lock all but the break-glass user; default keep.'],
          value: 'keep',
        },
        {
          key: 'endSessions',
          about: ['Whether sessions of who loses access are ended; default false.'],
          value: false,
        },
      ],
    },
  };
}
