import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchSecrets, type SecretEntry } from '../../src/brokers/match-secrets.ts';
import { RUNS } from '../runs.ts';

const arnOf = (name: string, suffix = 'AbCdEf', account = '111111111111'): string =>
  `arn:aws:secretsmanager:us-east-1:${account}:secret:${name}-${suffix}`;
const valueOf = (name: string, arn = arnOf(name)): SecretEntry => ({ arn, name, text: 'x', isBinary: false });
const refusalOf = (id: string): SecretEntry => ({ id, exception: 'AccessDeniedException', message: '' });

const OTHERS = arnOf('db', 'ZyXwVu', '222222222222');

describe('what Secrets Manager answers belongs to', () => {
  it.each<[string, string[], SecretEntry[], (number | undefined)[]]>([
    ['a name', ['db'], [valueOf('web'), valueOf('db')], [1]],
    ['an ARN', [arnOf('db')], [valueOf('web'), valueOf('db')], [1]],
    ['a partial ARN', [arnOf('db').slice(0, -7)], [valueOf('web'), valueOf('db')], [1]],
    ['a refused name', ['db'], [refusalOf('db')], [0]],
    ['a refused ARN', [arnOf('db')], [refusalOf(arnOf('db'))], [0]],
    ['a name refused by its ARN', ['a/db'], [refusalOf(arnOf('a/db'))], [0]],
    ['a partial ARN refused by its ARN', [arnOf('db').slice(0, -7)], [refusalOf(arnOf('db'))], [0]],
    ['nothing', ['db'], [valueOf('db2'), valueOf('d')], [undefined]],
    [
      'not a name that an ARN of another account has',
      ['db', OTHERS],
      [valueOf('db', OTHERS)],
      [undefined, 0],
    ],
    ['each of two accounts', ['db', OTHERS], [valueOf('db', OTHERS), valueOf('db')], [1, 0]],
    ['a refused name beside an ARN', ['db', OTHERS], [valueOf('db', OTHERS), refusalOf('db')], [1, 0]],
    ['a complete ARN before a partial one', [arnOf('db')], [valueOf('db-AbCdEf'), valueOf('db')], [1]],
    ['a name that ends like an ARN', ['db-AbCdEf'], [valueOf('db'), valueOf('db-AbCdEf')], [1]],
    ['two forms of one, answered twice', ['db', arnOf('db')], [valueOf('db'), valueOf('db')], [1, 0]],
  ])('%s', (_name, ids, entries, expected) => {
    const found = matchSecrets(ids, entries);
    expect(ids.map((id) => found.get(id))).toEqual(expected.map((index) => entries[index ?? -1]));
    // Not merely an equal one.
    for (const [index, id] of ids.entries()) expect(found.get(id)).toBe(entries[expected[index] ?? -1]);
  });
});

it('an answer goes to one id, and the order of answers changes nothing', () => {
  const name = fc.constantFrom('db', 'web', 'a/db', 'db-AbCdEf', 'db-master');
  const secret = fc.tuple(name, fc.constantFrom('AbCdEf', 'ZyXwVu'), fc.constantFrom('1', '2'));
  const secrets = fc
    .uniqueArray(secret, { maxLength: 8, selector: String })
    .map((all) => all.map(([of, suffix, account]) => valueOf(of, arnOf(of, suffix, account.repeat(12)))));
  const property = fc.property(
    secrets,
    fc.array(name),
    fc.func(fc.double({ noNaN: true })),
    (entries, names, order) => {
      const arns = entries.map((entry) => ('arn' in entry ? (entry.arn ?? '') : ''));
      const ids = [...new Set([...arns, ...names])];
      const shuffled = entries.toSorted((one, other) => order(one) - order(other));
      const found = matchSecrets(ids, shuffled);
      // Each has an ARN that asks for it, so none is left for a name.
      for (const [index, arn] of arns.entries()) expect(found.get(arn)).toBe(entries[index]);
      expect(found.size).toBe(entries.length);
    },
  );
  fc.assert(property, { numRuns: RUNS });
});
