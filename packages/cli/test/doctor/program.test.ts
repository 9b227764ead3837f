import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
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
  expect(check.error?.code).toBe(status === 'ok' ? undefined : 'PROGRAM_FAILED');
});

test('the oldest Node is that of the package', () => {
  const oldest = manifest.engines.node.replace('>=', '');
  const [major = 0, minor = 0] = oldest.split('.').map(Number);
  const checks = [`${major}.${minor}.0`, `${major}.${minor - 1}.99`].map((node) =>
    checkProgram('1.2.3', { versions: { node }, platform: 'linux', arch: 'x64' }),
  );
  expect(checks.map(({ status }) => status)).toEqual(['ok', 'fail']);
  expect(checks[1]?.cures[0]).toContain(`Node ${oldest} `);
});
