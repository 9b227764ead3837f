import { expect, test } from 'vitest';
import { SecuritySettings, type SecuritySettingsProps } from '../../src/security/security-settings.ts';
import { inStack } from '../support/in-stack.ts';

const ALL: SecuritySettingsProps = {
  functionName: 'acme-account-settings',
  archiveBucket: 'acme-archive',
  recorderName: 'acme',
  analyzerName: 'acme-external-access',
  config: true,
  guardDuty: true,
  accessAnalyzer: true,
  passwordPolicy: { length: 16, reuse: 5 },
};
const ALWAYS = ['EbsEncryption', 'PasswordPolicy', 'S3AccountBlock'];

function kindsOf(props: SecuritySettingsProps): readonly string[] {
  const { Resources: resources } = inStack((stack) => new SecuritySettings(stack, 'Settings', props));
  return Object.values(resources)
    .map(({ Type }) => Type.replace('Custom::', ''))
    .toSorted();
}

test.each([
  ['everything', {}, ['Analyzer', 'ConfigRecorder', 'Detector', ...ALWAYS].toSorted()],
  ['no recorder', { config: false }, ['Analyzer', 'Detector', ...ALWAYS].toSorted()],
  ['no detector', { guardDuty: false }, ['Analyzer', 'ConfigRecorder', ...ALWAYS].toSorted()],
  ['no analyzer', { accessAnalyzer: false }, ['ConfigRecorder', 'Detector', ...ALWAYS].toSorted()],
])('%s', (_, props, kinds) => {
  expect(kindsOf({ ...ALL, ...props })).toEqual(kinds);
});

test.each([
  ['ever', {}, undefined],
  ['90 days', { maxDays: 90 }, 90],
])('a password lasts for %s', (_, more, expected) => {
  const props = { ...ALL, passwordPolicy: { ...ALL.passwordPolicy, ...more } };
  const { Resources: resources } = inStack((stack) => new SecuritySettings(stack, 'Settings', props));
  const policy = Object.values(resources).find(({ Type }) => Type === 'Custom::PasswordPolicy');
  expect(policy?.Properties).toMatchObject({ Length: 16, Reuse: 5 });
  expect(policy?.Properties?.['MaxDays']).toBe(expected);
});
