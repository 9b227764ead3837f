import { expect, test } from 'vitest';
import { nodeProblem } from '../../src/runner/node-version.ts';

test.each(['22.12.0', '22.20.1', '24.0.0', '100.0.0'])('Node %s will do', (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

test.each(['22.11.0', '20.19.0', '18.20.4', '8.0.0'])('Node %s is too old', (version) => {
  expect(nodeProblem(version)).toContain(version);
});
