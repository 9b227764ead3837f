import * as fc from 'fast-check';

/** How a node is written below a key or a dash; lines of a block begin at the node's own column. */
interface Source {
  /** On the line of the key or dash. */
  readonly first: string;
  /** The lines below, without their indentation. */
  readonly lines: readonly string[];
  /** Whether the lines may begin at the column of the key. */
  readonly isList?: boolean;
}

const PLAIN = [
  'x',
  'two words',
  'a:b',
  '12',
  '0o17',
  '1_000',
  '1.5',
  'true',
  'no',
  'null',
  '~',
  '',
  '2001-12-14',
  "it's",
];
const FLOW = [
  ...PLAIN,
  '"a \\n b"',
  "'it''s # no comment'",
  '""',
  '!tag x',
  '!!str 12',
  '! 5',
  '{}',
  '[]',
  '[ ]',
  '{ a: 1, b: { c: x } }',
  '{a, b: }',
  '{"a":"b","c":[1,"2"]}',
  '[a, "b", [c]]',
  '[{a: 1}, {b: 2},]',
];
const scalar = fc.constantFrom(...FLOW).map((first): Source => ({ first, lines: [] }));
const broken = fc
  .constantFrom(
    ['{', '  a: 1, # one', '  "b": "x" # two', '}'],
    ['{', '  a: 1,', '  # of b', '  b: 2,', '}'],
    ['[', '  a,', '  {b: c}, # c', '', '  # end', ']'],
    ['{', '  # nothing', '}'],
    ['[a, # one', ' b]'],
    ['"two', ' lines"'],
    ['two', 'lines'],
  )
  // All of it has to be right of the key, the closing bracket too.
  .map(([first = '', ...lines]): Source => ({
    first,
    lines: lines.map((line) => (line === '' ? '' : ` ${line}`)),
  }));
const block = fc
  .tuple(
    fc.constantFrom('|', '>', '|-', '|+', '>-', '>+', '|2', '| # c', '|- # c'),
    fc.constantFrom(
      ['x'],
      ['x', 'y'],
      ['x', '  y', '', 'z'],
      ['x: 1', '# no comment'],
      ['x', ''],
      ['-----BEGIN', '', 'AQ=='],
    ),
  )
  .map(([first, lines]): Source => ({ first, lines: lines.map((line) => (line === '' ? '' : `  ${line}`)) }));

const KEYS = [
  'a',
  'b',
  'key',
  '"a.b"',
  "'s k'",
  '/x',
  '5',
  'true',
  'k#',
  '? q',
  '__proto__',
  '"é😀"',
  'with space',
];
const COMMENTS = ['# c', '#', '# k: v', "# it's"];
const lead = fc.array(fc.constantFrom('', ...COMMENTS), { maxLength: 2 });
const often = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.constantFrom(' # same line', '   #x', ' ', '\t'),
);
const mark = fc.oneof({ weight: 6, arbitrary: fc.constant('') }, fc.constantFrom(' !tag', ' &anchor'));

const { map, list } = fc.letrec<{ node: Source; map: Source; list: Source }>((tie) => {
  const gap = fc.constantFrom(1, 2, 2, 2, 4, 8);
  const deeper = fc.tuple(fc.oneof(tie('map'), tie('list')), gap, fc.boolean(), mark, often, lead);
  const nested = deeper.map(([{ lines, isList = false }, by, flush, marks, comment, before]): Source => {
    const indent = ' '.repeat(isList && flush ? 0 : by);
    return {
      first: marks + comment,
      lines: [...before, ...lines].map((line) => (line === '' ? '' : indent + line)),
    };
  });
  return {
    node: fc.oneof({ maxDepth: 3 }, scalar, scalar, broken, block, nested, nested),
    map: fc
      .tuple(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), tie('node'), lead, often), {
          minLength: 1,
          maxLength: 4,
          selector: ([key]) => key,
        }),
        lead,
      )
      .map(([entries, end]): Source => ({
        first: '',
        lines: [
          ...entries.flatMap(([key, { first, lines }, before, comment]) => {
            if (key.startsWith('?')) return [...before, key, `: ${first}`, ...lines];
            const rest = lines.length === 0 ? comment : '';
            return [
              ...before,
              `${key}:${first === '' || /^\s/u.test(first) ? first : ` ${first}`}${rest}`,
              ...lines,
            ];
          }),
          ...end,
        ],
      })),
    list: fc
      .tuple(
        fc.array(fc.tuple(fc.oneof(tie('node'), tie('map'), tie('list')), lead, often), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.constantFrom('- ', '-   '),
      )
      .map(([items, dash]): Source => ({
        first: '',
        isList: true,
        lines: items.flatMap(([{ first, lines }, before, comment]) => {
          const [head = '', ...rest] = first === '' ? lines : [first, ...lines];
          const isCompact = first === '' && head !== '' && !head.startsWith('#');
          if (!isCompact)
            return [
              ...before,
              `-${first === '' || /^\s/u.test(first) ? first : ` ${first}`}${lines.length === 0 ? comment : ''}`,
              ...lines.map((line) => (line === '' ? '' : `  ${line}`)),
            ];
          return [
            ...before,
            dash + head,
            ...rest.map((line) => (line === '' ? '' : ' '.repeat(dash.length) + line)),
          ];
        }),
      })),
  };
});

const BASE = ['base: &base # c', '  p: 1', '  "a.b": x'];

/** Streams of documents in every layout; not all of them are YAML. */
export const streams: fc.Arbitrary<string> = fc
  .record({
    documents: fc.oneof(
      { weight: 5, arbitrary: fc.tuple(fc.oneof({ weight: 4, arbitrary: map }, list)) },
      fc.array(fc.oneof(map, list), { maxLength: 3 }),
    ),
    marked: fc.boolean(),
    start: lead,
    end: fc.constantFrom([], [], [], ['...'], ['# end'], ['', ''], ['  # end']),
    aliased: fc.boolean(),
    newline: fc.constantFrom('\n', '\n', '\r\n'),
    lastNewline: fc.boolean(),
  })
  .map(({ documents, marked, start, end, aliased, newline, lastNewline }) => {
    const lines = documents.flatMap((document, index) =>
      index > 0 || marked ? ['---', ...document.lines] : document.lines,
    );
    const isAliased = aliased && documents.length === 1 && documents[0]?.isList !== true;
    const body = isAliased ? [...BASE, ...lines.filter((line) => line !== '---')] : lines;
    const text =
      [...start, ...body, ...(body.length === 0 ? [] : end)].join(newline) + (lastNewline ? newline : '');
    return isAliased ? text.replaceAll('two words', '*base') : text;
  });
