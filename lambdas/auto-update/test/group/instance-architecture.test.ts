import { expect, it } from 'vitest';
import { architectureOfType } from '../../src/group/instance-architecture.ts';

it.each([
  ['t3.micro', 'x86_64'],
  ['t4g.small', 'arm64'],
  ['m7i-flex.large', 'x86_64'],
  ['c7gn.xlarge', 'arm64'],
  ['g4dn.xlarge', 'x86_64'],
  ['g5g.xlarge', 'arm64'],
  ['a1.medium', 'arm64'],
  ['is4gen.large', 'arm64'],
  ['u-6tb1.metal', undefined],
  ['mac2.metal', undefined],
])('architectureOfType(%s) is %s', (type, architecture) => {
  expect(architectureOfType(type)).toBe(architecture);
});
