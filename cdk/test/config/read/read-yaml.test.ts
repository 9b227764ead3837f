import { expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/config-error.ts';
import { type ConfigProblemCode, formatProblem } from '../../../src/config/problem.ts';
import { readConfig } from '../../../src/config/read/read-config.ts';
import { filesOf } from './files.ts';

const VALID = `name: acme
region: eu-central-1
accounts: { security: '111111111111', shared-services: '333333333333' }
management:
  vpc: { cidr: 10.0.0.0/16 }
environments:
  - name: stage
    account: '555555555555'
    vpc: { cidr: 10.2.0.0/16 }
  - name: prod
    account: "666666666666"
    production: true
    vpc:
      cidr: 10.3.0.0/16
`;

async function problemsOf(text: string): Promise<ConfigError['problems']> {
  const error: unknown = await readConfig('.', {
    files: filesOf({ texts: { 'kmscrypt-cdk.yaml': text } }),
  }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return [];
  if (!(error instanceof ConfigError)) throw error;
  return error.problems;
}

type Row = readonly [
  name: string,
  was: string,
  is: string,
  code: ConfigProblemCode,
  place: string,
  path?: string,
];

const rows: readonly Row[] = [
  // YAML itself
  ['a tab that indents', '  vpc: { cidr: 10.0.0.0/16 }', '\tvpc: { cidr: 10.0.0.0/16 }', 'TAB_INDENT', '5:1'],
  ['a key twice', 'region:', 'name: acme\nregion:', 'KEY_DUPLICATE', '2:1'],
  ['a key twice within', '    production: true', '    account: "666666666666"', 'KEY_DUPLICATE', '12:5'],
  ['a merge key', '    production: true', '    <<: { production: true }', 'MERGE_KEY', '12:5'],
  ['a brace that is not closed', '10.2.0.0/16 }', '10.2.0.0/16', 'YAML_INVALID', '10:3'],
  ['a quote that is not closed', '"666666666666"', '"666666666666', 'YAML_INVALID', '15:1'],
  ['an alias of nothing', 'name: acme', 'name: *acme', 'YAML_INVALID', '1:7'],
  ['a tag of CloudFormation', 'name: acme', 'name: !Ref acme', 'YAML_INVALID', '1:7'],
  ['two documents', 'region:', '---\nregion:', 'YAML_INVALID', '2:1'],
  // what YAML takes for something else
  [
    'an account that begins with 0',
    "'111111111111'",
    '011111111111',
    'NUMBER_UNQUOTED',
    '3:23',
    'accounts.security',
  ],
  [
    'an account without quotes',
    '"666666666666"',
    '666666666666',
    'NUMBER_UNQUOTED',
    '11:14',
    'environments[1].account',
  ],
  ['a name that is a truth value', 'acme', 'true', 'NUMBER_UNQUOTED', '1:7', 'name'],
  ['a key without a value', '"666666666666"', '', 'VALUE_MISSING', '11:14', 'environments[1].account'],
  [
    'yes for true',
    'production: true',
    'production: yes',
    'TYPE_WRONG',
    '12:17',
    'environments[1].production',
  ],
  // places
  ['a wrong value', '10.3.0.0/16', '10.2.0.0/16', 'CIDR_OVERLAP', '14:13', 'environments[1].vpc.cidr'],
  ['a value in braces', '10.2.0.0/16', '10.2.0.1/16', 'CIDR_INVALID', '9:18', 'environments[0].vpc.cidr'],
  ['a wrong key', 'region:', 'tag: {}\nregion:', 'KEY_UNKNOWN', '2:1', 'tag'],
  [
    'a wrong key in braces',
    '10.2.0.0/16',
    '10.2.0.0/16, zone: 1',
    'KEY_UNKNOWN',
    '9:31',
    'environments[0].vpc.zone',
  ],
  [
    'what is missing, at what it misses in',
    '      cidr: 10.3.0.0/16',
    '      zones: 3',
    'VALUE_MISSING',
    '13:5',
    'environments[1].vpc.cidr',
  ],
  [
    'what is missing in a list',
    '    account: "666666666666"\n',
    '',
    'VALUE_MISSING',
    '10:5',
    'environments[1].account',
  ],
  ['what is missing at the top', 'name: acme\n', '', 'VALUE_MISSING', '1:1', 'name'],
  [
    'an item of a list',
    'region:',
    'zones: [eu-central-1a, eu-central-1b, eu-west-1c]\nregion:',
    'ZONE_UNKNOWN',
    '2:39',
    'zones[2]',
  ],
  [
    'a value that an alias stands for',
    'cidr: 10.0.0.0/16',
    'cidr: &here 10.0.1.0/16',
    'CIDR_INVALID',
    '5:22',
    'management.vpc.cidr',
  ],
  [
    'an environment that an alias stands for',
    '  - name: prod',
    '  - *again\n  - name: prod',
    'YAML_INVALID',
    '10:5',
  ],
];

test.each(rows.map(([name, was, is, code, place, path = '']) => ({ name, was, is, code, place, path })))(
  'refused at its line and column: $name',
  async ({ was, is, code, place, path }) => {
    expect(VALID).toContain(was);
    const problems = await problemsOf(VALID.replace(was, is));
    const told = problems.map((each) => ({
      code: each.code,
      path: each.path,
      place: `${each.line}:${each.column}`,
    }));
    expect(told).toEqual([{ code, path, place }]);
    expect(problems.map(formatProblem).join()).toMatch(new RegExp(`^kmscrypt-cdk\\.yaml:${place}: [^\\n]+$`));
  },
);

test.each([
  ['as it is', VALID],
  [
    'with an alias',
    VALID.replace('account: "666666666666"', 'account: *own').replace(
      "'555555555555'",
      '&own "555555555555"',
    ),
  ],
  ['with Windows line ends', VALID.replaceAll('\n', '\r\n')],
  ['with a byte order mark', `\uFEFF${VALID}`],
  [
    'as JSON',
    JSON.stringify({
      name: 'acme',
      region: 'eu-central-1',
      accounts: { security: '111111111111', 'shared-services': '111111111111' },
      management: { vpc: { cidr: '10.0.0.0/16' } },
      environments: [{ name: 'dev', account: '111111111111', vpc: { cidr: '10.1.0.0/16' } }],
    }),
  ],
])('accepted: %s', async (_, text) => {
  expect((await problemsOf(text)).map(formatProblem)).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['a comment', '# later\n'],
  ['text', 'acme'],
  ['a list', '- acme'],
])('a config that is %s has one problem, of the whole', async (_, text) => {
  const problems = await problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.path).toBe('');
});

test('all problems at once, in the order of the file', async () => {
  const text = VALID.replace('acme', 'Acme')
    .replace('eu-central-1', 'eu-central-9')
    .replace('10.0.0.0/16 }', '10.0.0.0/8, zons: 2 }')
    .replace('10.3.0.0/16', '10.3.0.7/16');
  const problems = await problemsOf(text);
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ['VALUE_INVALID', 1],
    ['REGION_UNKNOWN', 2],
    ['CIDR_SIZE', 5],
    ['KEY_UNKNOWN', 5],
    ['CIDR_INVALID', 14],
  ]);
});

test('what is wrong as YAML is told in the order of the file, too', async () => {
  const text = VALID.replace('region:', 'name: !Ref acme\nregion:').replace(
    "account: '5",
    "account: 1\n    account: '5",
  );
  expect((await problemsOf(text)).map(({ code, line }) => [code, line])).toEqual([
    ['KEY_DUPLICATE', 2],
    ['YAML_INVALID', 2],
    ['KEY_DUPLICATE', 10],
  ]);
});

test('of several documents it is told what to do, in the words of a config', async () => {
  const [problem] = await problemsOf(VALID.replace('region:', '---\nregion:'));
  expect(problem?.message).toContain('several documents');
  expect(problem?.message).not.toContain('YAML.');
  expect(problem?.cure).toBeDefined();
});

test('an alias that grows beyond all measure is refused', async () => {
  const grow = Array.from(
    { length: 12 },
    (_, index) => `  a${index}: &a${index} [${`*a${index - 1},`.repeat(index === 0 ? 0 : 9)} x]`,
  );
  const [problem] = await problemsOf(`tags:\n${grow.join('\n')}\n`);
  expect(problem?.code).toBe('YAML_INVALID');
});
