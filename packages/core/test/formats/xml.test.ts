import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../runs.ts';
import { fill, fillOrRefuse, keepsAround, plaintext, TOKEN } from './placeholder.ts';

describe('a token', () => {
  it.each([
    ['in text', `<a>&lt;${TOKEN}\r\n</a>`, '<&">\r\n', '<a>&lt;&lt;&amp;"&gt;&#13;\n\r\n</a>'],
    ['in text, before >', `<a>]${TOKEN}></a>`, ']', '<a>]]&gt;</a>'],
    [
      'in an attribute',
      `<a b="${TOKEN}" c='${TOKEN}'/>`,
      '"\'<&\t\n',
      `<a b="&quot;&apos;&lt;&amp;&#9;&#10;" c='&quot;&apos;&lt;&amp;&#9;&#10;'/>`,
    ],
    ['in CDATA', `<a><![CDATA[<${TOKEN}]]></a>`, '<&]]>', '<a><![CDATA[<<&]]]]><![CDATA[>]]></a>'],
    ['in CDATA, across its ends', `<a><![CDATA[]${TOKEN}>]]></a>`, ']', '<a><![CDATA[]]]]><![CDATA[>]]></a>'],
    ['in CDATA, a CR', `<a><![CDATA[${TOKEN}]]></a>`, '\r\n', '<a><![CDATA[]]>&#13;<![CDATA[\n]]></a>'],
    ['in a comment', `<!-- ${TOKEN} --><a/>`, '<&\n', '<!-- <&\n --><a/>'],
    ['in an instruction', `<?p ${TOKEN}?><a/>`, '<', '<?p <?><a/>'],
    [
      'beside a doctype',
      `\uFEFF<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "<c>">]><a>&b;${TOKEN}</a>`,
      '>',
      '\uFEFF<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "<c>">]><a>&b;&gt;</a>',
    ],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('xml', text, plain)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['no document', `<a>\n<b c></b>${TOKEN}</a>`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 5 }],
    ['a name', '<a>\n<kmscrypt::AQIC/+e=/></a>', 'x', 'FORMAT_NOT_PARSABLE', { line: 2 }],
    [
      'a doctype',
      `<!DOCTYPE a [<!ENTITY b "${TOKEN}">]><a/>`,
      'x',
      'FORMAT_NOT_PARSABLE',
      { line: 1, column: 26 },
    ],
    ['a control character', `<a>\n${TOKEN}</a>`, '\u0001', 'FORMAT_CANNOT_EXPRESS', { line: 2, column: 1 }],
    ['a noncharacter', `<a b="${TOKEN}"/>`, '\uffff', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 7 }],
    ['NUL in CDATA', `<a><![CDATA[${TOKEN}]]></a>`, '\0', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 13 }],
    [
      'two hyphens in a comment',
      `<a><!-- ${TOKEN} --></a>`,
      '--',
      'FORMAT_CANNOT_EXPRESS',
      { line: 1, column: 9 },
    ],
    [
      'a hyphen at the end of a comment',
      `<a><!--${TOKEN}--></a>`,
      '-',
      'FORMAT_CANNOT_EXPRESS',
      { line: 1, column: 8 },
    ],
    [
      'the end of an instruction',
      `<a><?p ${TOKEN}?></a>`,
      '?>',
      'FORMAT_CANNOT_EXPRESS',
      { line: 1, column: 8 },
    ],
  ])('%s', async (_name, text, plain, code, position) => {
    await expect(fill('xml', text, plain)).rejects.toMatchObject({
      code,
      position: expect.objectContaining(position),
    });
  });
});

it.each([
  ['an entity', '<a>p&Sup3rS3cret;</a>'],
  ['an element', '<a>p<Sup3rS3cret</a>'],
  ['an element that does not end', '<a>p<Sup3rS3cret></a>'],
  ['an attribute', '<a b="p"Sup3rS3cret="" Sup3rS3cret=""/>'],
])('quotes no plaintext that looks like %s', async (_name, text) => {
  const error = await fill('xml', `${text}<!-- ${TOKEN} -->`, 'x').catch(String);
  expect(error).not.toMatch(/Sup3r/u);
  expect(error).not.toContain(TOKEN);
});

const PLACES = [
  ['<a b="', '@', '" c="1"/>'],
  ["<a b = '", 'x@"@', "'>\r\n</a>"],
  ['<a>', '@', '</a>'],
  ['<a><b/>', ']@]@>', '<!-- c --></a>'],
  ['<a>x<![CDATA[', '@', ']]></a>'],
  ['<a><![CDATA[', ']]@>]@]', ']]>]</a>'],
  ['<a>&#65;', '@\r\n@&amp;', '<b c="<!--" d=\'>\'/></a>'.replace('<!--', '--')],
] as const;

// eslint-disable-next-line no-control-regex -- what XML 1.0 has not
const NO_XML_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u;

it('holds every plaintext that XML has characters for, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PLACES),
      plaintext,
      plaintext,
      async ([before, value, after], one, other) => {
        const text = before + value.replaceAll('@', TOKEN) + after;
        const output = await fillOrRefuse('xml', text, one, other);
        const used = value.split('@').length > 2 ? one + other : one;
        const named = text.replace(TOKEN, 'tokenA').replace(TOKEN, 'tokenB');
        const wanted = strings(named)
          .map((string) => string.replaceAll(/token[AB]/gu, (name) => (name === 'tokenA' ? one : other)))
          .filter((string) => string !== '');
        expect(
          output === undefined
            ? NO_XML_CHARACTER.test(used)
            : keepsAround(text, output, { before, after }) && strings(output),
        ).toEqual(output === undefined ? true : wanted);
      },
    ),
    { numRuns: RUNS * 2 },
  );
});

// All text and attributes, in order.
function strings(text: string): string[] {
  const walk = (node: unknown): string[] => {
    if (node instanceof XmlText) return [node.text];
    if (!(node instanceof XmlElement)) return [];
    return [...Object.values(node.attributes), ...node.children.flatMap(walk)];
  };
  return walk(parseXml(text).root).filter((string) => string !== '');
}
