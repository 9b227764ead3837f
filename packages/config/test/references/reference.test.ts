import { describe, expect, test } from 'vitest';
import { parseReference, type Reference } from '../../src/references/reference.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf';
const PARAMETER_ARN = 'arn:aws-cn:ssm:cn-north-1:111122223333:parameter/app/db';

function secret(
  id: string,
  rest: Partial<Omit<Extract<Reference, { kind: 'secret' }>, 'kind'>> = {},
): Reference {
  return { kind: 'secret', key: { id, region: undefined, stage: undefined }, jsonPath: undefined, ...rest };
}

function parameter(name: string, selector?: string, region?: string): Reference {
  return { kind: 'parameter', key: { name, region, selector } };
}

const ACCEPTED: readonly (readonly [text: string, expected: Reference])[] = [
  ['secretsmanager::prod/db', secret('prod/db')],
  ['secretsmanager::prod/db#password', secret('prod/db', { jsonPath: ['password'] })],
  ['secretsmanager::prod/db#a.b[0]', secret('prod/db', { jsonPath: ['a', 'b', 0] })],
  ['secretsmanager::prod/db#/a/b~1c', secret('prod/db', { jsonPath: ['a', 'b/c'] })],
  ['secretsmanager::prod/db#.', secret('prod/db', { jsonPath: [] })],
  ['secretsmanager::prod/db#a%2Eb', secret('prod/db', { jsonPath: ['a.b'] })],
  [
    'secretsmanager::db#p@AWSPREVIOUS',
    secret('db', { jsonPath: ['p'], key: { id: 'db', region: undefined, stage: 'AWSPREVIOUS' } }),
  ],
  ['secretsmanager::me%40example.com', secret('me@example.com')],
  ['secretsmanager::a@b@c', secret('a@b', { key: { id: 'a@b', region: undefined, stage: 'c' } })],
  [
    `secretsmanager::${ARN}#password@AWSCURRENT`,
    { kind: 'secret', key: { id: ARN, region: 'eu-west-1', stage: undefined }, jsonPath: ['password'] },
  ],
  ['secretsmanager::db@AWSCURRENT', secret('db')],
  ['secretsmanager::db@AWS%43URRENT', secret('db')],
  ['ssm::/app/db', parameter('/app/db')],
  ['ssm::name', parameter('name')],
  ['ssm::/app/db@3', parameter('/app/db', '3')],
  ['ssm::/app/db@live', parameter('/app/db', 'live')],
  [`ssm::${PARAMETER_ARN}@2`, parameter(PARAMETER_ARN, '2', 'cn-north-1')],
  ['ssm::/app/*', { kind: 'tree', key: { path: '/app', region: undefined, account: undefined } }],
  ['ssm::/*', { kind: 'tree', key: { path: '', region: undefined, account: undefined } }],
  [
    `ssm::${PARAMETER_ARN}/*`,
    { kind: 'tree', key: { path: '/app/db', region: 'cn-north-1', account: '111122223333' } },
  ],
  ['vault::secret/data/app#x@y', { kind: 'custom', scheme: 'vault', rest: 'secret/data/app#x@y' }],
];

const NOT_REFERENCES: readonly string[] = [
  '',
  'secretsmanager',
  'secretsmanager:db',
  ' ssm::/app',
  'postgres://u:ssm::/x@host',
  'other::thing',
  'kmscrypt::AAAA',
  '::x',
  'std::vector',
];

const MALFORMED: readonly string[] = [
  'SSM::/app',
  'secretmanager::db',
  'secrets-manager::db',
  'SecretsManager::db',
  'secretsmanager::',
  'secretsmanager::#a',
  'secretsmanager::@x',
  'secretsmanager::db#',
  'secretsmanager::db#a#b',
  'secretsmanager::db#a..b',
  'secretsmanager::db#a[',
  'secretsmanager::db#/a~2',
  'secretsmanager::db@',
  'secretsmanager::db@stage#a',
  'secretsmanager::d b',
  'secretsmanager::db\n',
  'secretsmanager::db%',
  'secretsmanager::db%zz',
  'secretsmanager::db%20x',
  'secretsmanager::db:1',
  `secretsmanager::${'x'.repeat(513)}`,
  'secretsmanager::arn:aws:secretsmanager:us-east-1:123:secret:x',
  `secretsmanager::${PARAMETER_ARN}`,
  'secretsmanager::arn:aws:s3:::bucket',
  'ssm::',
  'ssm::/',
  'ssm:://x',
  'ssm::/a//b',
  'ssm::/a/',
  'ssm::a/b',
  'ssm::/a b',
  'ssm::/a#b',
  'ssm::/a@',
  'ssm::/a@0',
  'ssm::/a@aws-x',
  'ssm::/a@1x',
  'ssm::/a@b/c',
  'ssm::*',
  'ssm::/a*',
  'ssm::/a/*/b',
  'ssm::/*/*',
  'ssm::/a/*@3',
  'ssm::/ä',
  `ssm::/${'x'.repeat(2048)}`,
  `ssm::${ARN}`,
  'vault::',
];

describe('parseReference', () => {
  test.each(ACCEPTED)('reads %s', (text, expected) => {
    expect(parseReference(text, new Set(['vault']))).toEqual(expected);
  });

  test.each(NOT_REFERENCES)('takes %j for text', (text) => {
    expect(parseReference(text, new Set(['vault']))).toBeUndefined();
  });

  test.each(MALFORMED)('refuses %j', (text) => {
    expect(() => parseReference(text, new Set(['vault']))).toThrow(
      expect.objectContaining({ code: 'REFERENCE_INVALID' }),
    );
  });
});
