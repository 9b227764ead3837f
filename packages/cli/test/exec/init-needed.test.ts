import { expect, test } from 'vitest';
import { checkInit } from '../../src/exec/init-needed.ts';

test('a parent may stay unless it is process 1', () => {
  expect(() => checkInit('x', 2)).not.toThrow();
  expect(() => checkInit('x', 1)).toThrow(expect.objectContaining({ code: 'INIT_NEEDED' }));
});
