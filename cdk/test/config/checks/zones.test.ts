import { accepted, refused } from '../rows.ts';

const TWO = { 'environments[0].vpc.zones': 2, 'environments[1].vpc.zones': 2 };

refused([
  ['a region that is not known, without zones', { region: 'eu-north-9' }, 'REGION_UNKNOWN'],
  ['a misspelt region', { region: 'eu-centrl-1' }, 'REGION_UNKNOWN'],
  ['China', { region: 'cn-north-1' }, 'REGION_UNSUPPORTED'],
  ['GovCloud', { region: 'us-gov-west-1' }, 'REGION_UNSUPPORTED'],
  [
    'a zone of another region',
    { ...TWO, zones: ['eu-central-1a', 'eu-west-1b'] },
    'ZONE_UNKNOWN',
    'zones[1]',
  ],
  [
    'a zone that the region has not',
    { ...TWO, zones: ['eu-central-1a', 'eu-central-1d'] },
    'ZONE_UNKNOWN',
    'zones[1]',
  ],
  ['a zone twice', { ...TWO, zones: ['eu-central-1a', 'eu-central-1a'] }, 'ZONE_TWICE', 'zones[1]'],
  [
    'three zones of a region that gives an account two',
    { region: 'us-west-1', zones: ['us-west-1a', 'us-west-1b', 'us-west-1c'] },
    'ZONES_TOO_MANY',
    'zones',
  ],
  [
    'three zones of a VPC in a region of two',
    { region: 'us-west-1', 'environments[0].vpc.zones': 2 },
    'ZONES_TOO_FEW',
    'environments[1].vpc.zones',
  ],
  [
    'more zones of a VPC than are named',
    { zones: ['eu-central-1a', 'eu-central-1b'], 'environments[1].vpc.zones': 2 },
    'ZONES_TOO_FEW',
    'environments[0].vpc.zones',
  ],
  [
    'more zones of the management VPC than are named',
    { zones: ['eu-central-1b', 'eu-central-1a'], ...TWO, 'management.vpc.zones': 3 },
    'ZONES_TOO_FEW',
    'management.vpc.zones',
  ],
]);

accepted([
  ['us-east-1', { region: 'us-east-1' }],
  ['two zones in us-west-1', { region: 'us-west-1', ...TWO }],
  [
    'a zone of older accounts',
    { region: 'ap-northeast-1', zones: ['ap-northeast-1b', 'ap-northeast-1a'], ...TWO },
  ],
  [
    'a new region with its zones',
    { region: 'eu-north-9', zones: ['eu-north-9a', 'eu-north-9b', 'eu-north-9f'] },
  ],
]);
