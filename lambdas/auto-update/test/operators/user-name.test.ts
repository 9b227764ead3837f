import { expect, test } from 'vitest';
import { userName } from '../../src/operators/user-name.ts';

test('a user with a name, and one of a container that has none', () => {
  expect(userName(() => ({ username: 'alice' }))).toMatch(/^alice@/u);
  const nameless = (): never => {
    throw new Error('ENOENT: no such file or directory, uv_os_get_passwd');
  };
  expect(userName(nameless, 12_345)).toMatch(/^uid-12345@/u);
});
