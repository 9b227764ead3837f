import { expect, test } from 'vitest';
import type { AclRules } from '../../src/network/acl-rules.ts';
import { appRules } from '../../src/network/app-acl-rules.ts';
import { managementRules } from '../../src/network/management-acl-rules.ts';
import { persistenceRules } from '../../src/network/persistence-acl-rules.ts';
import { publicRules } from '../../src/network/public-acl-rules.ts';

const RANGES = {
  publicTier: '10.2.0.0/18',
  app: '10.2.64.0/18',
  persistence: '10.2.128.0/18',
  management: '10.0.0.0/16',
};

const ALL: readonly (readonly [name: string, rules: AclRules])[] = [
  ['public', publicRules()],
  ['private-app', appRules(RANGES)],
  ['private-persistence', persistenceRules(RANGES)],
  ['private', managementRules({ vpc: RANGES.management })],
];

test.each(ALL)(
  '%s: at most 20 rules a direction, each with a number and an id of its own',
  (_name, { ingress, egress }) => {
    for (const rules of [ingress, egress]) {
      expect(rules.length).toBeLessThanOrEqual(20);
      expect(new Set(rules.map(({ number }) => number)).size).toBe(rules.length);
      expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
      for (const { number } of rules) expect(number).toBeLessThanOrEqual(32_766);
    }
  },
);

test.each([
  ['private-app', appRules(RANGES), appRules({ ...RANGES, management: undefined })],
  ['private-persistence', persistenceRules(RANGES), persistenceRules({ ...RANGES, management: undefined })],
] as const)(
  '%s without a management VPC is the same but for its rules',
  (_name, { ingress, egress }, alone) => {
    const isOther = ({ id }: { readonly id: string }): boolean => !id.startsWith('Management');
    expect(alone).toEqual({ ingress: ingress.filter(isOther), egress: egress.filter(isOther) });
    expect(ingress.every(isOther)).toBe(false);
  },
);
