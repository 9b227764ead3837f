import { expect, it } from 'vitest';
import { ownerOfParameter } from '../src/parameter-name.ts';

const USER = 'AIDAEXAMPLEALICE0001';

it.each([
  { name: `/ssh-keys/${USER}/laptop`, expected: { user: USER, name: 'laptop' } },
  { name: `/ssh-keys/${USER}/my.laptop-2_b`, expected: { user: USER, name: 'my.laptop-2_b' } },
  { name: `/ssh-keys/${USER}`, expected: undefined },
  { name: `/ssh-keys/${USER}/`, expected: undefined },
  { name: `/ssh-keys/${USER}/old/laptop`, expected: undefined },
  { name: '/ssh-keys/alice/laptop', expected: undefined },
  { name: `/ssh-keys/${USER}.x/laptop`, expected: undefined },
  { name: `/ssh-keys-${USER}/laptop`, expected: undefined },
  { name: `/other/ssh-keys/${USER}/laptop`, expected: undefined },
  { name: '', expected: undefined },
])('the owner of $name', ({ name, expected }) => {
  expect(ownerOfParameter('/ssh-keys', name)).toEqual(expected);
});
