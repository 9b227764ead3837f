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

test('it is where hosts are', () => {
  const accounts = (config: ReturnType<typeof fourAccounts>): readonly string[] =>
    [...plainTemplatesOf(config)].flatMap(([id, { Resources: resources }]) =>
      Object.values(resources).some(
        ({ Properties: properties = {} }) => properties['ManagedPolicyName'] === 'acme-ssm-agent',
      )
        ? [id]
        : [],
    );
  const all = fourAccounts();
  const environments = all.environments.map((each) =>
    each.name === 'stage' ? each : { ...each, updates: undefined },
  );
  expect(accounts(all)).toEqual(['shared-services/baseline', 'stage/baseline', 'prod/baseline']);
  expect(accounts({ ...all, sshKeys: undefined, environments })).toEqual(['stage/baseline']);
});
