import { describe, expect, it } from 'vitest';
import { allPages, listOf } from '../../src/aws/all-pages.ts';

type Page = { readonly items: readonly number[] | undefined; readonly next: string | undefined };

function read(pages: Readonly<Record<string, Page>>) {
  return allPages(
    'EC2 DescribeInstances',
    async (from) => pages[from ?? 'first'] ?? { items: undefined, next: undefined },
  );
}

describe('pages', () => {
  it.each<[name: string, pages: Record<string, Page>, expected: readonly number[]]>([
    ['one', { first: { items: [1, 2], next: undefined } }, [1, 2]],
    ['an empty token ends', { first: { items: [1], next: '' } }, [1]],
    [
      'one that is empty and not the last',
      { first: { items: [], next: 'b' }, b: { items: [], next: 'c' }, c: { items: [3], next: undefined } },
      [3],
    ],
    ['nobody', { first: { items: [], next: undefined } }, []],
  ])('%s', async (_, pages, expected) => {
    await expect(read(pages)).resolves.toEqual(expected);
  });

  it.each<[name: string, pages: Record<string, Page>]>([
    ['without a list', { first: { items: undefined, next: undefined } }],
    ['without a list on a later one', { first: { items: [1], next: 'b' } }],
    [
      'in a ring',
      { first: { items: [1], next: 'b' }, b: { items: [2], next: 'c' }, c: { items: [3], next: 'b' } },
    ],
  ])('%s: a failure', async (_, pages) => {
    await expect(read(pages)).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });

  it('a list of another answer has to be there, too', () => {
    expect(() => listOf('ECS DescribeTasks', undefined)).toThrow(
      expect.objectContaining({ code: 'AWS_FAILED' }),
    );
  });
});
