import { KmscryptError } from '@kmscrypt/core/error';
import { expect, it, test } from 'vitest';
import type { Listing, ObjectLister } from '../src/inventory.ts';
import type { Memory } from '../src/memory.ts';
import { read, type ReadInput } from '../src/read.ts';
import { changesOf, listingOf, siteConfig } from './support.ts';

const KEYS = Array.from({ length: 50 }, (_, index) => `a/${index}`);
const NOW = new Date('2026-11-21T12:00:00Z');

interface Asked {
  readonly listed: string[];
  readonly done: string[];
  readonly warnings: string[];
}

function inputOf(fields: Partial<ReadInput>): { input: ReadInput; asked: Asked } {
  const asked: Asked = { listed: [], done: [], warnings: [] };
  const lister: ObjectLister = {
    list: async ({ bucket, prefix }): Promise<Listing> => {
      asked.listed.push(`${bucket}:${prefix}`);
      return listingOf(KEYS, { prefix });
    },
  };
  const memory: Memory = {
    spent: async () => 30,
    spend: async () => {},
    done: async (eventIds) => {
      asked.done.push(...eventIds);
      return new Map([['event of a/0', new Set(['E1'])]]);
    },
    remember: async () => {},
  };
  const logger = {
    info: () => {},
    warn: (message: string) => void asked.warnings.push(message),
    error: () => {},
  };
  const input = {
    config: siteConfig(),
    changes: changesOf(KEYS),
    lister,
    memory,
    now: NOW,
    signal: new AbortController().signal,
    logger,
    ...fields,
  };
  return { input, asked };
}

test('S3 is listed where that may pay; the table says what is spent and done', async () => {
  const { input, asked } = inputOf({});
  expect(await read(input)).toMatchObject({ allowance: Infinity, budget: undefined, spent: 30 });
  expect(asked).toEqual({
    listed: ['www:a/'],
    done: changesOf(KEYS).map(({ eventId }) => eventId),
    warnings: [],
  });
});

test('without changes nothing is asked', async () => {
  const { input, asked } = inputOf({ changes: [] });
  expect(await read(input)).toMatchObject({ listings: [], spent: undefined });
  expect(asked).toEqual({ listed: [], done: [], warnings: [] });
});

it.each([
  { name: 'few changes', fields: { changes: changesOf(['a/1']) } },
  { name: 'listPages: 0', fields: { config: siteConfig({}, { listPages: 0 }) } },
])('$name: nothing is listed', async ({ fields }) => {
  const { input, asked } = inputOf(fields);
  expect((await read(input)).listings).toEqual([]);
  expect(asked.listed).toEqual([]);
});

test('S3 that cannot be listed is a warning', async () => {
  const list = async (): Promise<Listing> => {
    throw new KmscryptError('ACCESS_DENIED', 'denied');
  };
  const { input, asked } = inputOf({ lister: { list } });
  expect((await read(input)).listings).toEqual([]);
  expect(asked.warnings).toHaveLength(1);
});

test('what is done for a distribution is known', async () => {
  const { needs } = await read(inputOf({}).input);
  const paths = needs.needs.map((each) => [each.distribution, [...each.paths.keys()]]);
  expect(paths).toEqual([['E1', KEYS.slice(1).map((key) => `/${key}`)]]);
});

it.each([
  { paths: 100, allowance: 70 },
  { paths: 20, allowance: 0 },
])('a budget of $paths of which 30 are spent allows $allowance', async ({ paths, allowance }) => {
  const { input } = inputOf({ config: siteConfig({}, { table: 't', budget: { paths } }) });
  expect(await read(input)).toMatchObject({ allowance, spent: 30, budget: paths });
});

test('a table that cannot be read fails the run', async () => {
  const spent = async (): Promise<number> => {
    throw new KmscryptError('ACCESS_DENIED', 'denied');
  };
  const { input } = inputOf({ config: siteConfig({}, { table: 't', budget: { paths: 9 } }) });
  await expect(read({ ...input, memory: { ...input.memory!, spent } })).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
  });
});
