import type { PlainStatement } from './evaluate-policy.ts';
import type { PlainTemplate } from './synth.ts';

/** The same template with pseudo parameters and joins replaced by text; other references by `REF:NAME`. */
export function plain(template: PlainTemplate): PlainTemplate {
  return resolve(template) as PlainTemplate;
}

function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (ref === 'AWS::Partition') return 'aws';
  if (ref !== undefined) return `REF:${ref}`;
  if (join !== undefined) return (resolve(join[1]) as string[]).join(join[0]);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)] as const));
}

/** Statements of a policy document. */
export function statementsIn(document: unknown): readonly PlainStatement[] {
  const { Statement: statements } = document as { Statement: PlainStatement | readonly PlainStatement[] };
  return Array.isArray(statements) ? statements : [statements as PlainStatement];
}

/** Characters that IAM counts: all but white space. */
export function sizeOf(document: unknown): number {
  return JSON.stringify(document).replaceAll(/\s/g, '').length;
}
