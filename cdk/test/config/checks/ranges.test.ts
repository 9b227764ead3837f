import { accepted, refused } from '../rows.ts';

const CIDR = 'environments[1].vpc.cidr';

refused([
  ['a part above 255', { [CIDR]: '10.300.0.0/16' }, 'CIDR_INVALID'],
  ['a leading zero', { [CIDR]: '10.03.0.0/16' }, 'CIDR_INVALID'],
  ['a prefix of 33', { [CIDR]: '10.3.0.0/33' }, 'CIDR_INVALID'],
  ['a host rather than a network', { [CIDR]: '10.3.1.0/16' }, 'CIDR_INVALID'],
  ['public addresses', { [CIDR]: '8.8.0.0/16' }, 'CIDR_PUBLIC'],
  ['addresses beside the private ones', { [CIDR]: '172.32.0.0/16' }, 'CIDR_PUBLIC'],
  ['addresses of this host', { [CIDR]: '127.0.0.0/16' }, 'CIDR_PUBLIC'],
  ['more than a VPC can have', { [CIDR]: '10.0.0.0/15' }, 'CIDR_SIZE'],
  ['too few for three tiers in three zones', { [CIDR]: '10.3.0.0/21' }, 'CIDR_SIZE'],
  ['too few for the management VPC', { 'management.vpc.cidr': '10.0.0.0/25' }, 'CIDR_SIZE'],
  ['the same as another environment', { [CIDR]: '10.2.0.0/16' }, 'CIDR_OVERLAP'],
  ['within another environment', { [CIDR]: '10.2.240.0/20' }, 'CIDR_OVERLAP'],
  ['the same as the management VPC', { [CIDR]: '10.0.0.0/16' }, 'CIDR_OVERLAP'],
  [
    'the management VPC within an environment',
    { 'management.vpc.cidr': '10.2.1.0/24' },
    'CIDR_OVERLAP',
    'environments[0].vpc.cidr',
  ],
]);

accepted([
  ['a /20', { [CIDR]: '172.31.240.0/20' }],
  ['a /24 for the management VPC', { 'management.vpc.cidr': '192.168.255.0/24' }],
  ['addresses of carriers', { [CIDR]: '100.127.0.0/16' }],
  ['side by side', { [CIDR]: '10.1.240.0/20' }],
]);
