import { expect, test } from 'vitest';
import { keptBinding, planTurn, type Target } from '../../src/rotate/plan.ts';

const BLOB = { kind: 'blob', bytes: 1 } as const;
const settings = {
  keyIds: ['alias/new'],
  region: 'us-east-1',
  profile: undefined,
  roleArn: undefined,
  context: {},
  envelope: false,
};
const target: Target = { settings, fromContext: {}, fromRegion: undefined };
const message = (context: Record<string, string>) =>
  ({ kind: 'message', bytes: 1, keys: [], envelope: '', context }) as const;

test.each([
  ['a blob', target, 'KMS'],
  ['its own region', { ...target, fromRegion: 'us-east-1' }, 'KMS'],
  ['another region', { ...target, fromRegion: 'eu-west-1' }, 'here'],
  ['several keys', { ...target, settings: { ...settings, keyIds: ['a', 'b'] } }, 'here'],
  ['the local key', { ...target, settings: { ...settings, keyIds: ['local'] } }, 'here'],
  ['an envelope', { ...target, settings: { ...settings, envelope: true } }, 'here'],
])('%s', (_name, of, way) => {
  const turn = planTurn(BLOB, undefined, of);
  expect(turn).toMatchObject({ kind: 'blob', way });
  expect(turn.reason === undefined).toBe(way === 'KMS');
});

test('a rule that binds makes a message of a blob', () => {
  const pairs = { 'kmscrypt-file': 'a.json' };
  expect(planTurn(BLOB, pairs, target)).toMatchObject({ way: 'here', pairs });
});

test('a message gets a new data key, and stays a message', () => {
  expect(planTurn(message({}), undefined, target)).toEqual({
    kind: 'message',
    way: 'here',
    context: {},
    pairs: {},
  });
});

test.each([
  ['a blob keeps its context', BLOB, {}, { app: 'old' }],
  [
    'a message too, without our pairs and the SDK’s',
    message({ app: 'old', 'kmscrypt-path': '/a', 'aws-crypto-x': '1' }),
    {},
    { app: 'old' },
  ],
  ['unless a new one is given', message({ app: 'old' }), { app: 'new' }, { app: 'new' }],
])('%s', (_name, info, context, expected) => {
  const of = { ...target, fromContext: { app: 'old' }, settings: { ...settings, context } };
  expect(planTurn(info, undefined, of).context).toEqual(expected);
});

const CARRIED = { app: 'x', 'kmscrypt-file': 'a.json', 'kmscrypt-path': '/a', 'kmscrypt-type': 'number' };
test.each([
  ['what ties to a place', CARRIED, undefined, { 'kmscrypt-file': 'a.json', 'kmscrypt-path': '/a' }],
  ['a file that was renamed', CARRIED, 'b.json', { 'kmscrypt-file': 'b.json', 'kmscrypt-path': '/a' }],
  ['no name where none was carried', { app: 'x' }, 'b.json', {}],
])('a binding is kept: %s', (_name, carried, name, expected) => {
  expect(keptBinding(carried, name)).toEqual(expected);
});
