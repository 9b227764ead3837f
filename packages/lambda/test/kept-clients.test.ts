import { expect, test } from 'vitest';
import { keptClients } from '../src/kept-clients.ts';

test('a client is made when its place is first asked for, and kept', async () => {
  const made: string[] = [];
  const clientOf = keptClients(async (region: string) => `${region} ${made.push(region)}`);
  expect(made).toEqual([]);
  expect(await Promise.all([clientOf('a'), clientOf('b'), clientOf('a')])).toEqual(['a 1', 'b 2', 'a 1']);
  expect(await clientOf('b')).toBe('b 2');
  expect(made).toEqual(['a', 'b']);
});

test('places with one key have one client, that of the first', async () => {
  const clientOf = keptClients(
    async (place: { readonly role: string; readonly name: string }) => place.name,
    ({ role }) => role,
  );
  const places = [
    { role: 'r', name: 'first' },
    { role: 'r', name: 'second' },
    { role: 's', name: 'third' },
  ];
  expect(await Promise.all(places.map(clientOf))).toEqual(['first', 'first', 'third']);
});

test('what failed is made again, and hinders no other place', async () => {
  let attempts = 0;
  const clientOf = keptClients(async (region: string) => {
    attempts += 1;
    if (attempts === 1) throw new Error('no');
    return region;
  });
  await expect(clientOf('a')).rejects.toThrow('no');
  expect(await clientOf('b')).toBe('b');
  expect(await clientOf('a')).toBe('a');
  expect(await clientOf('a')).toBe('a');
  expect(attempts).toBe(3);
});
