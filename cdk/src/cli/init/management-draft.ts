import type { Answers } from './answers.ts';
import type { Entry } from './draft.ts';

/** The management VPC, and the ways in. */
export function managementDraft({ domain = 'example.com' }: Pick<Answers, 'domain'>): Entry {
  const access = (about: string, section: readonly Entry[], isOff: boolean): Entry => ({
    key: 'access',
    about: [about],
    value: { section },
    isOff,
  });
  return {
    key: 'management',
    isApart: true,
    about: ['What is in shared-services.'],
    value: {
      section: [
        {
          key: 'vpc',
          value: {
            section: [
              {
                key: 'cidr',
                about: ['Ranges may not overlap: all VPCs, those of other accounts too, and VPN clients.'],
                value: '10.0.0.0/16',
              },
              { key: 'zones', about: ['Availability zones, 1 to 3; default 2.'], value: 2, isOff: true },
              {
                key: 'nat',
                about: ['NAT gateways, each about 33 USD a month: none, one, each-zone.'],
                value: 'one',
              },
            ],
          },
        },
        access(
          'How people reach what is private. Session Manager opens no port.',
          [{ key: 'type', value: 'session-manager' }],
          false,
        ),
        access(
          'Not built yet: an SSH server, for port forwarding alone.',
          [
            { key: 'type', value: 'bastion' },
            { key: 'from', value: ['203.0.113.0/24'] },
          ],
          true,
        ),
        access(
          'Not built yet: an OpenVPN server.',
          [
            { key: 'type', value: 'openvpn' },
            { key: 'domain', value: `vpn.${domain}` },
            { key: 'clients', value: '10.255.0.0/20' },
          ],
          true,
        ),
        ...ciDrafts(domain),
        {
          key: 'key',
          about: ['ARNs of further principals that administer or use alias/cmk-mgmt.'],
          value: keySection,
          isOff: true,
        },
      ],
    },
  };
}

/** Principals beside those that the accounts' roles are. */
export const keySection: { readonly section: readonly Entry[] } = {
  section: [
    { key: 'administrators', value: [] },
    { key: 'users', value: [] },
  ],
};

function ciDrafts(domain: string): readonly Entry[] {
  const ci = (about: string, section: readonly Entry[]): Entry => ({
    key: 'ci',
    about: [about],
    value: { section },
    isOff: true,
  });
  return [
    ci('Not built yet: what builds and deploys, by GitHub Actions,', [
      { key: 'type', value: 'github' },
      { key: 'repositories', value: ['OWNER/REPOSITORY'] },
    ]),
    ci('or CircleCI,', [
      { key: 'type', value: 'circleci' },
      { key: 'organization', value: '00000000-0000-0000-0000-000000000000' },
      { key: 'projects', value: ['00000000-0000-0000-0000-000000000000'] },
    ]),
    ci('or Jenkins.', [
      { key: 'type', value: 'jenkins' },
      { key: 'domain', value: `jenkins.${domain}` },
    ]),
  ];
}
