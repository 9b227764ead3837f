import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Entry, Value } from '../../../src/cli/init/draft.ts';
import { valueOf } from '../../../src/cli/init/draft-value.ts';
import { typescriptText } from '../../../src/cli/init/typescript-text.ts';
import { yamlText } from '../../../src/cli/init/yaml-text.ts';
import { RUNS } from '../../runs.ts';

const text = fc.oneof(
  fc.constantFrom(
    'true',
    'no',
    'null',
    '1',
    '1e3',
    '0x1',
    '012345678901',
    '2020-01-01',
    '',
    ' a',
    "it's",
    '\\',
    'a: b',
    'a #b',
    '~',
    '-',
  ),
  fc.string({
    unit: fc.constantFrom(...'a b 1 : / . - # \' " \\ { } [ ] , & * ! | > % @ ` ?'.split(' '), ' '),
  }),
);
const scalar = fc.oneof(text, fc.integer(), fc.boolean());
const key = fc.stringMatching(/^[a-z][a-z-]{0,6}$/);
const comments = fc.array(fc.stringMatching(/^[a-z:' #-]{0,9}$/), { maxLength: 2 });

const { entries } = fc.letrec<{ entries: readonly Entry[]; value: Value }>((tie) => ({
  entries: fc.uniqueArray(
    fc.record(
      { key, about: comments, value: tie('value'), isOff: fc.boolean(), isApart: fc.boolean() },
      { requiredKeys: ['key', 'value'] },
    ),
    { minLength: 1, maxLength: 4, selector: (entry) => entry.key },
  ),
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    tie('entries').map((section) => ({ section })),
    fc.array(tie('entries'), { minLength: 1, maxLength: 3 }).map((items) => ({ items })),
  ),
}));

/** A section whose entries are all off is nothing in YAML. */
function isRead({ value, isOff = false }: Entry): boolean {
  if (isOff || typeof value !== 'object' || !('section' in value || 'items' in value)) return true;
  const sections = 'section' in value ? [value.section] : value.items;
  return sections.every((each) => each.some((entry) => entry.isOff !== true) && each.every(isRead));
}

describe('what is written is read again as it was meant', () => {
  it('as YAML', () => {
    fc.assert(
      fc.property(entries, (draft) => {
        fc.pre(draft.every(isRead) && draft.some(({ isOff }) => isOff !== true));
        expect(parse(yamlText(draft))).toEqual(valueOf(draft));
      }),
      { numRuns: RUNS },
    );
  });

  it('as TypeScript', () => {
    fc.assert(
      fc.property(entries, (draft) => {
        // eslint-disable-next-line typescript/no-implied-eval -- what is tested is source text
        const read: unknown = new Function(`return {\n${typescriptText(draft)}}`)();
        expect(read).toEqual(valueOf(draft));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('as people write it', () => {
  const draft: readonly Entry[] = [
    { key: 'name', value: 'acme', about: ['what it is called'] },
    { key: 'account', value: '012345678901' },
    { key: 'zones', value: ['eu-central-1a'], isOff: true, isApart: true },
    {
      key: 'list',
      value: {
        items: [
          [
            { key: 'shared-services', value: 1, about: ['one'] },
            { key: 'b', value: true },
          ],
        ],
      },
    },
  ];

  it('YAML', () => {
    expect(yamlText(draft)).toBe(`# what it is called
name: acme
account: '012345678901'

# zones: [eu-central-1a]
list:
  # one
  - shared-services: 1
    b: true
`);
  });

  it('TypeScript', () => {
    expect(typescriptText(draft)).toBe(`  // what it is called
  name: 'acme',
  account: '012345678901',

  // zones: ['eu-central-1a'],
  list: [
    {
      // one
      'shared-services': 1,
      b: true,
    },
  ],
`);
  });
});
