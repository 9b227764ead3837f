import { expect, test } from 'vitest';
import { fromChamber } from '../../src/convert/chamber.ts';
import type { Exported } from '../../src/convert/exported.ts';
import { fromSecretsManager } from '../../src/convert/secretsmanager.ts';
import { fromSsm } from '../../src/convert/ssm.ts';

const source = (text: unknown) => ({
  name: 'export',
  bytes: Buffer.from(typeof text === 'string' ? text : JSON.stringify(text)),
});
const flat = ({ values }: Exported): readonly unknown[] =>
  values.map(({ path, text, type, isSecret }) => [path.join('/'), text, type, isSecret]);

test.each([
  ['JSON', '{"db_password": "p", "api-key": "k"}', ['db_password', 'api-key']],
  ['dotenv', 'DB_PASSWORD="p"\nAPI_KEY="k"\n', ['DB_PASSWORD', 'API_KEY']],
  ['nothing', '{}', []],
  ['a key that objects have', '{"__proto__": "p", "toString": "k"}', ['__proto__', 'toString']],
  ['JSON behind a byte order mark', '\uFEFF{"a": "p"}', ['a']],
  ['dotenv behind a byte order mark', '\uFEFFA=p\n', ['A']],
])('chamber, %s', async (_name, text, keys) => {
  const texts = ['p', 'k'];
  const expected = keys.map((key, index) => [key, texts[index], 'string', true]);
  expect(flat(await fromChamber(source(text)))).toEqual(expected);
});

const parameter = (name: string, type = 'SecureString') => ({
  Name: name,
  Type: type,
  Value: name.length.toString(),
});

test('ssm: SecureStrings are secret, the others are not', async () => {
  const Parameters = [
    parameter('/a/b', 'SecureString'),
    parameter('/a/cc', 'String'),
    parameter('/a/d', 'StringList'),
  ];
  expect(flat(await fromSsm(source({ Parameters })))).toEqual([
    ['b', '4', 'string', true],
    ['cc', '5', 'string', false],
    ['d', '4', 'string', false],
  ]);
});

test('ssm: a byte order mark in front', async () => {
  const text = `\uFEFF${JSON.stringify({ Parameter: parameter('/a') })}`;
  expect(flat(await fromSsm(source(text)))).toEqual([['a', '2', 'string', true]]);
});

test('ssm: one parameter', async () => {
  expect(flat(await fromSsm(source({ Parameter: parameter('/app/prod/key') })))).toEqual([
    ['key', '13', 'string', true],
  ]);
});

test('ssm: what is missing in the export is told', async () => {
  const cut = { Parameters: [], InvalidParameters: ['/x', '/y'], NextToken: 'abc' };
  expect((await fromSsm(source(cut))).warnings).toHaveLength(2);
});

test('ssm: parameters that were not decrypted are refused', async () => {
  const Value = `AQICAH${'A'.repeat(200)}==`;
  const reading = fromSsm(source({ Parameters: [{ ...parameter('/a'), Value }] }));
  await expect(reading).rejects.toMatchObject({ code: 'USAGE', source: 'export' });
});

test.each([
  [
    'an object, with types',
    { Name: 'n', SecretString: '{"a":"x","b":{"c":5.0},"d":null,"e":true}' },
    [
      ['a', 'x', 'string', true],
      ['b/c', '5.0', 'number', true],
      ['d', 'null', 'null', true],
      ['e', 'true', 'boolean', true],
    ],
  ],
  ['a list in it', { Name: 'n', SecretString: '{"a": [1, "x"]}' }, [['a', '[1, "x"]', 'string', true]]],
  ['text', { Name: 'prod/db/password', SecretString: 'p' }, [['password', 'p', 'string', true]]],
  ['JSON that is no object', { Name: 'n', SecretString: '[1]' }, [['n', '[1]', 'string', true]]],
  [
    'a byte order mark',
    `\uFEFF${JSON.stringify({ Name: 'n', SecretString: 'p' })}`,
    [['n', 'p', 'string', true]],
  ],
  [
    'keys that objects have',
    { Name: '__proto__', SecretString: '{"__proto__":"x"}' },
    [['__proto__', 'x', 'string', true]],
  ],
  ['empty text', { Name: 'n', SecretString: '', SecretBinary: 'AAEC' }, [['n', '', 'string', true]]],
  ['bytes', { Name: 'n', SecretBinary: 'AAEC' }, [['n', 'AAEC', 'string', true]]],
  [
    'several',
    {
      SecretValues: [
        { Name: 'prod/db', SecretString: '{"u":"x"}' },
        { Name: 'prod/key', SecretString: 'y' },
      ],
    },
    [
      ['db/u', 'x', 'string', true],
      ['key', 'y', 'string', true],
    ],
  ],
])('secretsmanager: %s', async (_name, text, expected) => {
  expect(flat(await fromSecretsManager(source(text)))).toEqual(expected);
});

test('secretsmanager: what is missing in the export is told', async () => {
  const cut = { SecretValues: [], Errors: [{ SecretId: 'a', ErrorCode: 'x' }], NextToken: 'abc' };
  expect((await fromSecretsManager(source(cut))).warnings).toHaveLength(2);
});

test.each([
  ['chamber', fromChamber, '{"a": ["hunter2"]}'],
  ['chamber', fromChamber, '{"a": "hunter2'],
  ['chamber', fromChamber, '{"a": "hunter2", "b": 1}'],
  ['chamber', fromChamber, '{"a": "hunter2", "b": {}}'],
  ['ssm', fromSsm, '{"Parameters": [{"Name": "/a", "Value": "hunter2"}]}'],
  ['ssm', fromSsm, 'PARAMETERS text hunter2'],
  ['ssm', fromSsm, '{"a": 1, /* hunter2 */}'],
  ['secretsmanager', fromSecretsManager, '{"SecretString": "hunter2"}'],
  ['secretsmanager', fromSecretsManager, '"hunter2"'],
  ['secretsmanager', fromSecretsManager, '{"Name": "a", "Description": "hunter2"}'],
  ['secretsmanager', fromSecretsManager, '{"SecretValues": [{"Name": "a", "SecretString": null}]}'],
])('%s: anything else is refused without a word of it', async (_name, read, text) => {
  const error: unknown = await read(source(text)).then(String, (reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'FORMAT_NOT_PARSABLE', source: 'export' });
  expect((error as Error).message).not.toContain('hunter2');
});
