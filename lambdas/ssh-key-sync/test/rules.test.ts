import { expect, test } from 'vitest';
import { configGroups } from '../src/config-groups.ts';
import { configInForce, isPending, rulesBefore, rulesInForce, rulesToCome, withRules } from '../src/rules.ts';
import { configOf } from './support/plan-config.ts';

const CONFIG = configOf();
const NEW = { login: ['own:dev'], sudo: ['own:ops'] };

test.each([
  { name: 'without rules before it', rules: undefined, expected: NEW },
  {
    name: 'of a host group that is new',
    rules: { 'prod-app': { login: ['own:a'], sudo: [] } },
    expected: NEW,
  },
  { name: 'that is the same', rules: { 'dev-app': NEW }, expected: NEW },
  {
    name: 'that is the same in another order, and twice',
    rules: { 'dev-app': { login: ['own:dev', 'own:dev'], sudo: ['own:ops'] } },
    expected: NEW,
  },
  {
    name: 'with another group',
    rules: { 'dev-app': { login: ['own:a'], sudo: ['own:ops'] } },
    expected: { login: ['own:a'], sudo: ['own:ops'] },
    watched: true,
  },
  {
    name: 'with a right that is another',
    rules: { 'dev-app': { login: ['own:dev', 'own:ops'], sudo: [] } },
    expected: { login: ['own:dev', 'own:ops'], sudo: [] },
    watched: true,
  },
])('a config $name', ({ rules, expected, watched = false }) => {
  const inForce = configInForce(CONFIG, { rules });
  expect(inForce.hosts['dev-app']).toMatchObject({ ...expected, tags: { stage: 'dev' } });
  expect(isPending(CONFIG, { rules })).toBe(watched);
  expect(rulesInForce(CONFIG, { rules })).toEqual({
    'dev-app': watched || rules?.['dev-app'] !== undefined ? rules?.['dev-app'] : NEW,
  });
  const read = configGroups(inForce).all.map(({ group }) => group);
  for (const group of ['dev', 'ops']) expect(read).toContain(group);
});

test.each([
  { name: 'all that have been read', groups: { 'own:dev': 1, 'own:ops': 1 }, expected: NEW },
  { name: 'no host group of which a group has not been read', groups: { 'own:ops': 1 }, expected: undefined },
])('what is to come is $name', ({ groups, expected }) => {
  const rules = { 'dev-app': { login: ['own:a'], sudo: [] } };
  expect(rulesToCome(CONFIG, { rules, groups })).toEqual({ 'dev-app': expected ?? rules['dev-app'] });
});

test('a host group may have the name of a function of Object', () => {
  const { 'dev-app': group } = CONFIG.hosts;
  const config = configOf({ hosts: { constructor: { ...group, tags: { stage: 'new' } } } });
  const rules = { 'dev-app': NEW };
  expect(isPending(config, { rules })).toBe(false);
  for (const found of [rulesInForce(config, { rules }), rulesToCome(config, { rules })])
    expect(found).toEqual({ constructor: NEW });
  expect(rulesBefore(config, { rules })).toEqual({ constructor: { login: [], sudo: [] } });
  expect(withRules(config, rules).hosts).toEqual(config.hosts);
});

test('what is to come of a host group that is new does not wait', () => {
  expect(rulesToCome(CONFIG, {})).toEqual({ 'dev-app': NEW });
});

const OLD = { 'dev-app': { login: ['own:Dev'], sudo: ['own:ops'] } };

test.each([
  { name: 'in force', state: { rules: OLD } },
  { name: 'read', state: { groups: { 'own:Dev': 1 } } },
  { name: 'both, in two spellings', state: { rules: { old: NEW }, groups: { 'own:Dev': 1 } } },
])('a group is written as the state has it: $name', ({ state }) => {
  const config = configInForce(CONFIG, state);
  expect(config.hosts['dev-app']).toMatchObject(OLD['dev-app']);
  expect(config.watched).toBeUndefined();
  expect(isPending(config, state)).toBe(false);
});

test('a group of another source is another group', () => {
  expect(configInForce(CONFIG, { groups: { 'partner:Dev': 1 } })).toBe(CONFIG);
});
