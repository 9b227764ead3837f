import { ManagedRuleIdentifiers } from 'aws-cdk-lib/aws-config';
import { expect, test } from 'vitest';
import { ConfigRules } from '../../src/security/config-rules.ts';
import { managedRules } from '../../src/security/managed-rules.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';

const RULES = managedRules({ length: 20, reuse: 7, maxDays: 90 });

test.each(RULES.map((rule) => [rule.name, rule] as const))('%s is a rule of AWS, and says why', (_, rule) => {
  expect(Object.values(ManagedRuleIdentifiers)).toContain(rule.identifier);
  expect(rule.why.length).toBeGreaterThan(10);
  // AWS Config has 256 characters for it.
  expect(rule.why.length).toBeLessThanOrEqual(256);
});

test('no rule is there twice', () => {
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
  expect(new Set(RULES.map(({ identifier }) => identifier)).size).toBe(RULES.length);
});

test('rules are named after the config, and passwords are those of the config', () => {
  const template = inStack((stack) => new ConfigRules(stack, 'Rules', { prefix: 'acme', rules: RULES }));
  const made = propertiesOf(template, 'AWS::Config::ConfigRule');
  expect(made.map((rule) => rule['ConfigRuleName'])).toEqual(RULES.map(({ name }) => `acme-${name}`));
  expect(made.find((rule) => rule['ConfigRuleName'] === 'acme-iam-password-policy')).toMatchObject({
    Source: { Owner: 'AWS', SourceIdentifier: 'IAM_PASSWORD_POLICY' },
    InputParameters: { MinimumPasswordLength: '20', PasswordReusePrevention: '7', MaxPasswordAge: '90' },
  });
});

// The rule would want them to after 90 days, and find fault with every account.
test('no rule is about passwords that do not expire', () => {
  const names = managedRules({ length: 20, reuse: 7 }).map(({ name }) => name);
  expect(names).toEqual(RULES.map(({ name }) => name).filter((name) => name !== 'iam-password-policy'));
});

test('no rule finds fault with what small environments leave out', () => {
  expect(RULES.map(({ name }) => name)).not.toContain('rds-multi-az-support');
});
