import { expect, test } from 'vitest';
import { checkProgram } from '../../src/doctor/program.ts';

test.each([
  [{ node: '20.19.0' }, 'ok'],
  [{ node: '24.1.0' }, 'ok'],
  [{ node: '20.18.3' }, 'fail'],
  [{ node: '18.20.0' }, 'fail'],
  [{ node: '18.0.0', bun: '1.4.5' }, 'ok'],
])('%j: %s', (versions, status) => {
  const check = checkProgram('1.2.3', { versions, platform: 'linux', arch: 'x64' });
  expect(check).toMatchObject({ status, found: expect.stringContaining('1.2.3') });
  expect(check.cures).toHaveLength(status === 'ok' ? 0 : 1);
});
