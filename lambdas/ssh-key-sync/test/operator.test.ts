import { expect, test } from 'vitest';
import { operator } from '../src/operator.ts';

test('there is nothing that changes anything', () => {
  expect(operator.commands.map(({ name }) => name)).toEqual([
    'plan',
    'explain',
    'hosts',
    'held',
    'host-script',
  ]);
});

test('explain has its user and its host in this order, and not as options', () => {
  const explain = operator.commands.find(({ name }) => name === 'explain');
  expect(explain?.positionals?.map(({ name }) => name)).toEqual(['USER', 'HOST']);
  expect(Object.keys(explain?.options ?? {})).toEqual(['config', 'json']);
});

test('all but the one that asks nobody take a config', () => {
  const without = operator.commands.filter(({ options }) => options['config'] === undefined);
  expect(without.map(({ name }) => name)).toEqual(['host-script']);
});
