import { App, CfnParameter, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FLAGS } from '../../src/flags.ts';
import { BundledFunction, type BundledFunctionProps } from '../../src/lambda/bundled-function.ts';

interface Made {
  readonly template: Template;
  /** The folder that is deployed. */
  readonly folder: string;
}

function make(
  config?: BundledFunctionProps['config'],
  stack: Stack = stackOf(),
  bundle = 'static-asset-invalidation',
): Made {
  new BundledFunction(stack, 'Tried', {
    functionName: 'acme-tried',
    description: 'is tried',
    bundle,
    handler: 'index.handler',
    ...(config === undefined ? {} : { config }),
    statements: [
      new PolicyStatement({
        sid: 'Send',
        actions: ['sqs:SendMessage'],
        resources: ['arn:aws:sqs:eu-central-1:111111111111:tried'],
      }),
    ],
    servicesKey: new Key(stack, 'Key', { enableKeyRotation: true }),
  });
  const template = Template.fromStack(stack);
  const directory = Stage.of(stack)?.outdir ?? '';
  const asset = readdirSync(directory).find((each) => existsSync(join(directory, each, 'index.mjs')));
  return { template, folder: join(directory, asset ?? '') };
}

function stackOf(): Stack {
  const app = new App({ context: { ...FLAGS } });
  return new Stack(app, 'tried', { env: { account: '111111111111', region: 'eu-central-1' } });
}

describe('the function', () => {
  test('runs on Node 24 and arm64, in its own log group, and writes nothing else', () => {
    const { template } = make();
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-tried',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 60,
      Environment: { Variables: { KMSCRYPT_REFUSE_LOCAL: '1' } },
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^TriedLogs') } },
      ReservedConcurrentExecutions: Match.absent(),
      TracingConfig: Match.absent(),
      DeadLetterConfig: Match.absent(),
    });
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Delete',
      Properties: { LogGroupName: '/aws/lambda/acme-tried', RetentionInDays: 90, KmsKeyId: Match.anyValue() },
    });
  });

  test('has a role that may write the log and what it is given, and no managed policy', () => {
    const { template } = make();
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      Policies: [
        {
          PolicyName: 'function',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'Logs',
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: 'arn:aws:logs:eu-central-1:111111111111:log-group:/aws/lambda/acme-tried:*',
              },
              {
                Sid: 'Send',
                Effect: 'Allow',
                Action: 'sqs:SendMessage',
                Resource: 'arn:aws:sqs:eu-central-1:111111111111:tried',
              },
            ],
          },
        },
      ],
    });
  });
});

test.for([
  { name: 'with a place', env: { account: '111111111111', region: 'eu-central-1' } },
  { name: 'without', env: {} },
])('a stack $name: cdk-nag finds nothing but what has a reason', ({ env }) => {
  const app = new App({ context: { ...FLAGS } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'tried', { env });
  expect(() => make(undefined, stack)).not.toThrow();
});

describe('the asset', () => {
  test('has the bundle without what operators run', () => {
    const { folder } = make();
    expect(readdirSync(folder)).toEqual(['THIRD-PARTY.txt', 'index-chunks', 'index.mjs']);
  });

  test('has a config that is known beforehand', () => {
    const config = { sites: [{ bucket: 'www', distributions: ['E2EXAMPLE'] }] };
    const { folder, template } = make(config);
    expect(readdirSync(folder)).toEqual(['THIRD-PARTY.txt', 'config.json', 'index-chunks', 'index.mjs']);
    expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toEqual(config);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { KMSCRYPT_CONFIG_FILE: 'config.json', KMSCRYPT_CONFIG: Match.absent() } },
    });
  });

  test.for([
    { name: 'with a config', config: { bucket: 'keys' }, files: ['config.json'] },
    { name: 'without', config: undefined, files: [] },
  ])('$name it has nothing of what hosts run', ({ config, files }) => {
    const { folder } = make(config, stackOf(), 'ssh-key-sync');
    expect(readdirSync(folder)).toEqual(['THIRD-PARTY.txt', ...files, 'index-chunks', 'index.mjs']);
  });

  test('has a hash of its contents alone', () => {
    const hashOf = (config?: BundledFunctionProps['config']): string =>
      make(config).folder.split('asset.')[1] ?? '';
    expect(hashOf({ table: 'a' })).toBe(hashOf({ table: 'a' }));
    expect(hashOf({ table: 'a' })).not.toBe(hashOf({ table: 'b' }));
    expect(hashOf()).not.toBe(hashOf({ table: 'b' }));
  });
});

describe('a config with values that the deployment gives', () => {
  const configFor = (stack: Stack, text = 'x'): BundledFunctionProps['config'] => ({
    sites: [{ bucket: text, distributions: [new CfnParameter(stack, 'Distribution').valueAsString] }],
  });

  test('is a variable', () => {
    const stack = stackOf();
    const { template } = make(configFor(stack), stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          KMSCRYPT_CONFIG: {
            'Fn::Join': [
              '',
              ['{"sites":[{"bucket":"x","distributions":["', { Ref: 'Distribution' }, '"]}]}'],
            ],
          },
          KMSCRYPT_CONFIG_FILE: Match.absent(),
        },
      },
    });
  });

  test.for([
    { name: 'as long as it may be', text: 'x'.repeat(3_900), refused: false },
    { name: 'too long', text: 'x'.repeat(4_000), refused: true },
    // Lambda measures the JSON of all variables: a quote is `\\\"` in it, as it is `\"` in the config.
    { name: 'too long with what JSON writes', text: '"'.repeat(1_100), refused: true },
  ])('$name: refused $refused', ({ text, refused }) => {
    const stack = stackOf();
    const run = (): Made => make(configFor(stack, text), stack);
    if (refused) expect(run).toThrow(/^the variables of acme-tried have up to 4\d\d\d bytes/);
    else expect(run).not.toThrow();
  });
});

describe('a policy', () => {
  const ARN = 'arn:aws:sqs:eu-central-1:111111111111:tried';

  /** As it is deployed, with so many letters in a name. */
  function policyOf(length: number, stack = stackOf()): string {
    new BundledFunction(stack, 'Tried', {
      functionName: 'acme-tried',
      description: 'is tried',
      bundle: 'static-asset-invalidation',
      handler: 'index.handler',
      statements: [
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [`${ARN}${'x'.repeat(length)}`] }),
      ],
      servicesKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    });
    const [made] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    return JSON.stringify(made?.['Properties'].Policies[0].PolicyDocument);
  }

  const most = 10_240 - policyOf(0).length;

  test('is made with as many characters as IAM takes', () => {
    expect(policyOf(most)).toHaveLength(10_240);
  });

  test('with one more is refused before anything is deployed', () => {
    expect(() => policyOf(most + 1)).toThrow(
      /^the policy of acme-tried has up to 10241 characters, and IAM takes no more than 10240: name fewer/,
    );
  });

  test('of a stack without a place is not taken for longer than it may be', () => {
    const stack = new Stack(new App({ context: { ...FLAGS } }), 'tried');
    expect(() => policyOf(most - 50, stack)).not.toThrow();
  });
});
