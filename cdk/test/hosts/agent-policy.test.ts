import { expect, test } from 'vitest';
import { AgentPolicy } from '../../src/hosts/agent-policy.ts';
import { fourAccounts } from '../support/configs.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import { statementsIn } from '../support/policies-in.ts';
import { plainTemplatesOf } from '../support/synth.ts';

test('the agent may be spoken to, and reads no parameters', () => {
  const template = inStack((stack) => new AgentPolicy(stack, 'Agents', { policyName: 'acme-ssm-agent' }));
  const [policy] = propertiesOf(template, 'AWS::IAM::ManagedPolicy');
  expect(policy).toMatchObject({ ManagedPolicyName: 'acme-ssm-agent' });
  const actions = statementsIn(policy?.['PolicyDocument']).flatMap(({ Action: action = [] }) => action);
  expect(actions).toContain('ssm:UpdateInstanceInformation');
  expect(actions.filter((action) => /Parameter|\*/.test(action))).toEqual([]);
});

test('every account has it, and keeps it when SSH keys and updates are taken out: it cannot be deleted while a role has it', () => {
  const all = fourAccounts();
  const environments = all.environments.map((each) => ({ ...each, updates: undefined }));
  for (const config of [all, { ...all, sshKeys: undefined, environments }]) {
    const stacks = [...plainTemplatesOf(config)].filter(([, template]) =>
      propertiesOf(template, 'AWS::IAM::ManagedPolicy').some(
        ({ ManagedPolicyName: name }) => name === 'acme-ssm-agent',
      ),
    );
    expect(stacks.map(([id]) => id)).toEqual([
      'shared-services/baseline',
      'security/baseline',
      'stage/baseline',
      'prod/baseline',
    ]);
  }
});
