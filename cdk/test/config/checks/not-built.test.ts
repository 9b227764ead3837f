import { accepted, type BrokenRow, refused } from '../rows.ts';

const part = (name: string, value: object): BrokenRow => [
  `${name} ${JSON.stringify(value)}`,
  { [name]: value },
  'NOT_BUILT',
  `${name}.type`,
];

refused([
  part('environments[1].compute', { type: 'ecs' }),
  part('environments[1].compute', {
    type: 'asg',
    image: 'ami-1',
    size: { instance: 't4g.small', min: 1, max: 2 },
  }),
  part('environments[1].compute', { type: 'eks' }),
  part('environments[1].database', { type: 'postgres' }),
  part('environments[1].database', { type: 'aurora-mysql', version: '8.0' }),
  part('environments[1].cache', { type: 'memcached' }),
  part('environments[1].cache', { type: 'valkey', nodes: 2 }),
  part('management.access', { type: 'bastion', from: ['203.0.113.0/24'] }),
  part('management.access', { type: 'openvpn', domain: 'vpn.example.com', clients: '10.8.0.0/24' }),
  part('management.ci', { type: 'github', repositories: ['acme/app'] }),
  part('management.ci', { type: 'circleci', organization: 'acme', projects: ['app'] }),
  part('management.ci', { type: 'jenkins', domain: 'ci.example.com' }),
]);

accepted([
  [
    'none, as it is written',
    { 'environments[1].compute': { type: 'none' }, 'management.ci': { type: 'none' } },
  ],
  ['no access', { 'management.access': { type: 'none' } }],
  ['Session Manager', { 'management.access': { type: 'session-manager' } }],
]);
