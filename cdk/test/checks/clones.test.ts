import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { LAYOUTS } from '../support/configs.ts';
import { plainTemplatesOf, type PlainTemplate } from '../support/synth.ts';
import { planOf } from '../../src/plan.ts';

/** Properties in which clones may differ: sizes and counts, and which of several NAT gateways a zone takes. */
const MAY_DIFFER =
  /(?:NatGatewayId\.Ref|AllocatedStorage|DesiredCapacity|DesiredCount|MinSize|MaxSize|InstanceType|RetentionInDays)$/;
/** What there is one more of, in an environment with one NAT gateway a zone. */
const COUNTED = /^AWS::EC2::(?:NatGateway|EIP)$/;

/** Stands for a document, whose text is the same everywhere and may have words in it that are names here. */
function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64');
}

/** Names and numbers of an environment, replaced by what they stand for. */
function neutral(
  template: PlainTemplate,
  words: readonly (readonly [from: string | RegExp, to: string])[],
): PlainTemplate {
  let text = JSON.stringify(template, (key, value: unknown) => (key === 'Content' ? digestOf(value) : value));
  for (const [from, to] of words) text = text.replaceAll(from, to);
  return JSON.parse(text) as PlainTemplate;
}

function differences(a: unknown, b: unknown, path = ''): readonly string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return Object.is(a, b) || MAY_DIFFER.test(path)
      ? []
      : [`${path}: ${JSON.stringify(a)} or ${JSON.stringify(b)}`];
  }
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) =>
    differences((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}.${key}`),
  );
}

test.each(LAYOUTS)('%s: stage and prod differ in sizes and counts only', (_name, config) => {
  const templates = plainTemplatesOf(config);
  const of = (name: string): readonly (readonly [string, PlainTemplate])[] => {
    const environment = config.environments.find((each) => each.name === name);
    if (environment === undefined) throw new Error(name);
    const { account, domain = '', vpc } = environment;
    const words = [
      [account, 'ACCOUNT'],
      [domain, 'DOMAIN'],
      // In logical ids.
      [domain.replaceAll('.', ''), 'DOMAIN'],
      [new RegExp(`\\b${name}\\b|${name}(?=[A-Z])|(?<=[a-z])${name}`, 'gi'), 'ENV'],
      [vpc.cidr.replace(/\.0\.0\/.*/, '.'), 'CIDR.'],
      // Hashes of paths and names.
      [/[0-9A-F]{8}(?=")|[0-9a-f]{64}/g, 'HASH'],
    ] as const;
    return planOf(config)
      .stacks.filter((stack) => stack.stage === name)
      .map(({ name: stack, id }) => [stack, neutral(templates.get(id) ?? { Resources: {} }, words)] as const);
  };
  const prod = new Map(of('prod'));
  const stage = of('stage');
  expect(stage.map(([stack]) => stack)).toEqual([...prod.keys()]);
  const found = stage.flatMap(([stack, template]) => {
    const other = prod.get(stack) ?? { Resources: {} };
    const kept = (each: PlainTemplate): PlainTemplate => ({
      ...each,
      Resources: Object.fromEntries(
        Object.entries(each.Resources).filter(([, { Type }]) => !COUNTED.test(Type)),
      ),
    });
    return differences(kept(template), kept(other)).map((each) => `${stack}${each}`);
  });
  expect(found).toEqual([]);
});
