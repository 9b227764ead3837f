import type { PlainResource, PlainTemplate } from './synth.ts';

/** One statement of a policy in a template, and where it stands. */
export interface Statement {
  readonly resource: string;
  readonly type: string;
  /** `identity`: what a role may do; `resource`: who may do it to this; `trust`: who may become this role. */
  readonly kind: 'identity' | 'resource' | 'trust';
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  /** As JSON where they are no plain texts. */
  readonly resources: readonly string[];
  /** By kind, `AWS`, `Service`, …; `*` is `{ AWS: ['*'] }`. As JSON where they are no plain texts. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Document {
  readonly Statement?: unknown;
}

type Kind = Statement['kind'];

/** Where a type of resource has policies. */
const DOCUMENTS: Readonly<Record<string, readonly (readonly [property: string, kind: Kind])[]>> = {
  'AWS::IAM::Policy': [['PolicyDocument', 'identity']],
  'AWS::IAM::ManagedPolicy': [['PolicyDocument', 'identity']],
  'AWS::Events::EventBus': [['Policy', 'resource']],
  'AWS::S3::BucketPolicy': [['PolicyDocument', 'resource']],
  'AWS::SQS::QueuePolicy': [['PolicyDocument', 'resource']],
  'AWS::SNS::TopicPolicy': [['PolicyDocument', 'resource']],
  'AWS::KMS::Key': [['KeyPolicy', 'resource']],
  'AWS::Logs::ResourcePolicy': [['PolicyDocument', 'resource']],
  'AWS::EC2::VPCEndpoint': [['PolicyDocument', 'resource']],
};

/** All statements of a template. */
export function statementsOf({ Resources: resources }: PlainTemplate): readonly Statement[] {
  return Object.entries(resources).flatMap(([id, resource]) => inResource(id, resource));
}

function inResource(
  id: string,
  { Type: type, Properties: properties = {} }: PlainResource,
): readonly Statement[] {
  const from = (document: unknown, kind: Kind): readonly Statement[] =>
    listOf((document as Document | undefined)?.Statement).map((each) =>
      statementOf({ id, type, kind, each }),
    );
  const inline = listOf(properties['Policies']).flatMap((policy) =>
    from((policy as { readonly PolicyDocument?: unknown }).PolicyDocument, 'identity'),
  );
  const trust = type === 'AWS::IAM::Role' ? from(properties['AssumeRolePolicyDocument'], 'trust') : [];
  const bus =
    type === 'AWS::Events::EventBusPolicy' ? from({ Statement: properties['Statement'] }, 'resource') : [];
  const named = DOCUMENTS[type] ?? [];
  return [
    ...trust,
    ...inline,
    ...bus,
    ...named.flatMap(([property, kind]) => from(properties[property], kind)),
  ];
}

function statementOf({
  id,
  type,
  kind,
  each,
}: {
  id: string;
  type: string;
  kind: Kind;
  each: unknown;
}): Statement {
  const statement = each as Readonly<Record<string, unknown>>;
  return {
    resource: id,
    type,
    kind,
    sid: textOf(statement['Sid'] ?? ''),
    effect: textOf(statement['Effect']),
    actions: listOf(statement['Action']).map(textOf),
    resources: listOf(statement['Resource']).map(textOf),
    principals: principalsOf(statement['Principal']),
    conditions: (statement['Condition'] ?? {}) as Statement['conditions'],
  };
}

function principalsOf(principal: unknown): Statement['principals'] {
  if (principal === undefined) return {};
  if (principal === '*') return { AWS: ['*'] };
  return Object.fromEntries(
    Object.entries(principal as object).map(([kind, who]) => [kind, listOf(who).map(textOf)] as const),
  );
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
