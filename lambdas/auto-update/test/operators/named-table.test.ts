import { KmscryptError } from '@kmscrypt/core/error';
import { expect, test } from 'vitest';
import { withNamedTable } from '../../src/operators/named-table.ts';
import { worldOf } from './support/world.ts';

const signal = new AbortController().signal;

async function lookedAt(tableError: Error): Promise<unknown> {
  const { store } = await worldOf({ tableError }).connect({} as never, {});
  return withNamedTable(store, { table: 'updates', region: 'eu-west-1' }).look('web', signal);
}

test('a table that is not there is told with its region', async () => {
  const cause = Object.assign(new Error('no'), { name: 'ResourceNotFoundException' });
  const asked = lookedAt(new KmscryptError('INVALID_OPTION', 'raw', { cause }));
  await expect(asked).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'there is no table updates in eu-west-1',
  });
});

test('what else is wrong with it is told as it is', async () => {
  const asked = lookedAt(new KmscryptError('ACCESS_DENIED', 'not allowed'));
  await expect(asked).rejects.toMatchObject({ code: 'ACCESS_DENIED', message: 'not allowed' });
});
