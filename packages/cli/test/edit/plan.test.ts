import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { type EditedField, type Outcome, planEdit, type ShownField } from '../../src/edit/plan.ts';

type Row = Readonly<Record<string, string>>;

// A value in brackets is a token; keys of list items are written `list.0.name`.
function shownOf(row: Row): ShownField[] {
  return Object.entries(row).map(([key, value]) => {
    const secret = /^\[(.*)\]$/.exec(value)?.[1];
    const field = { path: pathOf(key), type: 'string', text: secret ?? value } as const;
    return secret === undefined ? field : { ...field, pieces: [{ text: secret, token: `kmscrypt::${key}` }] };
  });
}

function editedOf(row: Row): EditedField[] {
  return Object.entries(row).map(([key, text]) => ({ path: pathOf(key), type: 'string', text }));
}

function pathOf(key: string): (string | number)[] {
  return key.split('.').map((step) => (/^\d$/.test(step) ? Number(step) : step));
}

function drawn(outcome: Outcome, text: string): string {
  if (outcome.kind === 'plain') return text;
  return outcome.kind === 'kept' ? `[${outcome.from.text}]` : `{${text}}`;
}

function plan(before: Row, after: Row, policy: { selected?: RegExp; mayMove?: boolean } = {}): Row {
  const edited = editedOf(after);
  const outcomes = planEdit(shownOf(before), edited, {
    isSelected: (path) => policy.selected?.test(path.join('.')) ?? false,
    mayMove: policy.mayMove ?? true,
  });
  return Object.fromEntries(
    Object.keys(after).map((key, index) => [
      key,
      drawn(outcomes[index] ?? { kind: 'plain' }, edited[index]?.text ?? ''),
    ]),
  );
}

test.each([
  ['nothing', { a: '[s]', b: 'x' }, { a: 's', b: 'x' }, { a: '[s]', b: 'x' }],
  ['one secret', { a: '[s]', b: '[t]' }, { a: 's', b: 'u' }, { a: '[s]', b: '{u}' }],
  ['a plain value', { a: '[s]', b: 'x' }, { a: 's', b: 'y' }, { a: '[s]', b: 'y' }],
  ['a renamed key', { a: '[s]', b: 'x' }, { c: 's', b: 'x' }, { c: '[s]', b: 'x' }],
  ['renamed and changed', { a: '[s]', b: 'x' }, { c: 't', b: 'x' }, { c: '{t}', b: 'x' }],
  ['two swapped', { a: '[s]', b: '[t]' }, { a: 't', b: 's' }, { a: '[t]', b: '[s]' }],
  ['swapped with a plain one', { a: '[s]', b: 'x' }, { a: 'x', b: 's' }, { a: '{x}', b: '[s]' }],
  ['a new plain key', { a: '[s]' }, { a: 's', b: 'x' }, { a: '[s]', b: 'x' }],
  ['a plain value that is a secret too', { a: '[s]', b: 's' }, { a: 's', b: 's' }, { a: '[s]', b: 's' }],
  ['a secret goes', { a: '[s]', b: 'x' }, { b: 'x' }, { b: 'x' }],
  [
    'an item before others',
    { 'l.0.n': 'a', 'l.0.t': '[s]', 'l.1.n': 'b', 'l.1.t': '[t]' },
    { 'l.0.n': 'c', 'l.0.t': 'u', 'l.1.n': 'a', 'l.1.t': 's', 'l.2.n': 'b', 'l.2.t': 't' },
    { 'l.0.n': 'c', 'l.0.t': '{u}', 'l.1.n': 'a', 'l.1.t': '[s]', 'l.2.n': 'b', 'l.2.t': '[t]' },
  ],
  ['an item at the end', { 'l.0': '[s]' }, { 'l.0': 's', 'l.1': 't' }, { 'l.0': '[s]', 'l.1': '{t}' }],
  ['an item at the front', { 'l.0': '[s]' }, { 'l.0': 't', 'l.1': 's' }, { 'l.0': '{t}', 'l.1': '[s]' }],
  ['a copy of a secret', { a: '[s]' }, { a: 's', b: 's' }, { a: '[s]', b: '{s}' }],
  ['a plain value that becomes one', { a: '[s]', b: 'x' }, { a: 's', b: 's' }, { a: '[s]', b: '{s}' }],
  ['a token that could not be shown', { a: 'kmscrypt::AQIC' }, { a: 's' }, { a: '{s}' }],
  ['a token typed in', { a: '[s]' }, { a: 'kmscrypt::AQIC' }, { a: 'kmscrypt::AQIC' }],
])('%s', (_name, before, after, expected) => {
  expect(plan(before, after)).toEqual(expected);
});

test('what a rule demands becomes a token, but for nothing', () => {
  expect(plan({ a: 'x' }, { a: 'x', pw: 's', 'l.pw': '' }, { selected: /pw/ })).toEqual({
    a: 'x',
    pw: '{s}',
    'l.pw': '',
  });
});

test('a token that is bound to its path is made anew elsewhere', () => {
  expect(plan({ a: '[s]' }, { b: 's' }, { mayMove: false })).toEqual({ b: '{s}' });
});

it('never leaves a secret as text, wherever it went, unless it stood as text before', () => {
  const value = fc.constantFrom<string>('s', 't', 'u', 'x', 'y');
  const key = fc.constantFrom('a', 'b', 'c', 'l.0', 'l.1', 'l.2');
  fc.assert(
    fc.property(
      fc.dictionary(key, fc.tuple(value, fc.boolean())),
      fc.dictionary(key, value),
      fc.boolean(),
      (old, after, mayMove) => {
        const before = Object.fromEntries(
          Object.entries(old).map(([name, [text, isSecret]]) => [name, isSecret ? `[${text}]` : text]),
        );
        const outcome = plan(before, after, { mayMove });
        const secrets = new Set(Object.values(old).flatMap(([text, isSecret]) => (isSecret ? [text] : [])));
        const plain = new Set(Object.values(old).flatMap(([text, isSecret]) => (isSecret ? [] : [text])));
        for (const [name, text] of Object.entries(outcome)) {
          if (secrets.has(text) && !plain.has(text)) {
            expect.fail(`${name} is left as ${text}: ${JSON.stringify({ before, after, outcome })}`);
          }
        }
      },
    ),
    { numRuns: 1000 },
  );
});
