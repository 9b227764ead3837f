/** A statement as it stands in IAM, all texts. */
export interface PlainStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** One call. */
export interface PolicyRequest {
  /** ARN of a role or user. */
  readonly principal: string;
  readonly action: string;
  /** ARN; default `*`. */
  readonly resource?: string;
  /** Condition keys that the request has, but for `aws:PrincipalArn`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** What statements say to a request: denials win; `none` is that no statement is about it. */
export function decide(
  statements: readonly PlainStatement[],
  request: PolicyRequest,
): 'allow' | 'deny' | 'none' {
  const applicable = statements.filter((statement) => applies(statement, request));
  const effects = new Set(applicable.map(({ Effect }) => Effect));
  if (effects.has('Deny')) return 'deny';
  return effects.has('Allow') ? 'allow' : 'none';
}

/** Whether a principal's policies allow it, within its boundary. */
export function isAllowed(
  request: PolicyRequest,
  { identity, boundary }: { identity: readonly PlainStatement[]; boundary?: readonly PlainStatement[] },
): boolean {
  return (
    decide(identity, request) === 'allow' && (boundary === undefined || decide(boundary, request) === 'allow')
  );
}

/**
 * Whether KMS does it: the key's policy has to allow it, to the principal itself, or to its account, whose IAM policies then have
 * to as well. https://docs.aws.amazon.com/kms/latest/developerguide/control-access.html
 */
export function isAllowedByKey(
  request: PolicyRequest,
  { keyPolicy, keyAccount, identity }: KeyAccess,
): boolean {
  const account = accountOf(request.principal);
  const toWhom = (principal: string): readonly PlainStatement[] =>
    keyPolicy.filter(
      ({ Effect, Principal }) =>
        Effect === 'Deny' || listOf((Principal as { AWS?: string | string[] }).AWS).includes(principal),
    );
  const direct = decide(toWhom(request.principal), request);
  const delegated = decide(toWhom(`arn:aws:iam::${account}:root`), request);
  if (direct === 'deny' || delegated === 'deny' || decide(identity, request) === 'deny') return false;
  if (direct === 'allow' && account === keyAccount) return true;
  return (direct === 'allow' || delegated === 'allow') && decide(identity, request) === 'allow';
}

export interface KeyAccess {
  readonly keyPolicy: readonly PlainStatement[];
  /** 12 digits. */
  readonly keyAccount: string;
  readonly identity: readonly PlainStatement[];
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

function applies(statement: PlainStatement, request: PolicyRequest): boolean {
  const { Action, NotAction, Resource = '*', Condition = {} } = statement;
  const { action, resource = '*' } = request;
  const isMeant =
    NotAction === undefined
      ? matchesAny(listOf(Action), action, 'i')
      : !matchesAny(listOf(NotAction), action, 'i');
  return (
    isMeant &&
    matchesAny(
      listOf(Resource).map((each) => withVariables(each, request)),
      resource,
    ) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) =>
        holds({ operator, key, values: listOf(values), request }),
      ),
    )
  );
}

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly request: PolicyRequest;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function holds({ operator, key, values, request }: Test): boolean {
  const context = { 'aws:PrincipalArn': request.principal, ...request.context };
  const given = listOf((context as Readonly<Record<string, string | readonly string[]>>)[key]);
  const name = operator.replace(/^For(?:AnyValue|AllValues):/, '').replace(/IfExists$/, '');
  if (name === 'Null') return (given.length === 0) === (values[0] === 'true');
  const isNegated = name.includes('Not');
  const isOfAll = operator.startsWith('ForAllValues:');
  if (given.length === 0) return isNegated || isOfAll || operator.endsWith('IfExists');
  const patterns = values.map((value) => withVariables(value, request));
  const fits = (value: string): boolean =>
    OPERATORS[name.replace('Not', '')]?.(patterns, value) ?? unknown(name);
  const isMatch = isOfAll && !isNegated ? given.every(fits) : given.some(fits);
  return isMatch !== isNegated;
}

const OPERATORS: Readonly<Record<string, (patterns: readonly string[], value: string) => boolean>> = {
  Bool: (patterns, value) => patterns.includes(value),
  StringEquals: (patterns, value) => patterns.includes(value),
  StringLike: (patterns, value) => matchesAny(patterns, value),
  ArnEquals: (patterns, value) => matchesAny(patterns, value),
  ArnLike: (patterns, value) => matchesAny(patterns, value),
};

function unknown(operator: string): never {
  throw new Error(`the evaluator does not know ${operator}`);
}

function withVariables(text: string, { principal, context = {} }: PolicyRequest): string {
  const known: PolicyRequest['context'] = { 'aws:username': principal.split('/').at(-1) ?? '', ...context };
  // A variable without a value fits nothing.
  return text.replaceAll(/\$\{([\w:]+)\}/g, (variable, key: string) => listOf(known[key])[0] ?? variable);
}

function matchesAny(patterns: readonly string[], value: string, flags = ''): boolean {
  return patterns.some((pattern) => {
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, flags).test(value);
  });
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
