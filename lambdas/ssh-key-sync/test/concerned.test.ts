import { expect, test } from 'vitest';
import { concernedIn } from '../src/concerned.ts';
import type { Evidence } from '../src/evidence.ts';
import { ALICE, stateOf } from './operators/support/state.ts';
import { roundOf } from './support/store-reporting.ts';

function parametersOf(...users: readonly string[]): Evidence {
  const keys = users.map((user) => ({ user, name: 'laptop', body: '' }));
  return { kind: 'parameters', source: 'own', at: 0, keys };
}

test('a parameter of nobody concerns nobody, whatever it calls its user', () => {
  const evidence = [parametersOf('__defineGetter__', 'constructor', 'AIDAALICE')];
  const isConcerned = concernedIn({
    rounds: [roundOf({ evidence })],
    state: stateOf({ users: { AIDAALICE: ALICE } }),
  });
  expect(isConcerned('own:alice@example.com')).toBe(true);
  expect(isConcerned('own:undefined')).toBe(false);
});
