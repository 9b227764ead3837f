import { describe, expect, test } from 'vitest';
import { problemsOf } from '../rows.ts';

const BUILT_LATER = { code: 'NOT_BUILT', path: 'management.access.type' };

const openvpn = (clients: string): object => ({ type: 'openvpn', domain: 'vpn.example.com', clients });
const bastion = (...from: readonly string[]): object => ({ type: 'bastion', from });

// These are checked although they are not built yet; that is the other problem of each.
describe('access', () => {
  test.each([
    ['clients that overlap with a VPC', openvpn('10.3.128.0/24'), 'CIDR_OVERLAP', 'clients'],
    ['clients with public addresses', openvpn('8.8.8.0/24'), 'CIDR_PUBLIC', 'clients'],
    ['too few clients', openvpn('10.9.0.0/30'), 'CIDR_SIZE', 'clients'],
    ['SSH from everywhere', bastion('0.0.0.0/0'), 'OPEN_TO_WORLD', 'from[0]'],
    ['SSH from one half and the other', bastion('203.0.113.7/32', '128.0.0.0/1'), 'OPEN_TO_WORLD', 'from[1]'],
    ['SSH from no range', bastion('203.0.113.300/32'), 'CIDR_INVALID', 'from[0]'],
  ])('refused: %s', async (_, access, code, key) => {
    const problems = await problemsOf({ 'management.access': access });
    expect(problems.map((each) => ({ code: each.code, path: each.path }))).toEqual([
      { code, path: `management.access.${key}` },
      BUILT_LATER,
    ]);
  });

  test.each([
    ['an office', bastion('203.0.113.7/32')],
    ['clients beside the VPCs', openvpn('10.8.0.0/24')],
  ])('nothing but not built: %s', async (_, access) => {
    const problems = await problemsOf({ 'management.access': access });
    expect(problems.map((each) => ({ code: each.code, path: each.path }))).toEqual([BUILT_LATER]);
  });
});
