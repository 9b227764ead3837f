import { expect, it } from 'vitest';
import { FORMAT_NAMES, type FormatName } from '../../src/formats/index.ts';
import { fill, TOKEN } from './placeholder.ts';

const ROWS: Readonly<Record<FormatName, readonly [head: string, row: string, tail: string]>> = {
  json: ['[', `{"k": "${TOKEN}", "b": "_"},\n`, '1]'],
  yaml: ['', `- k: ${TOKEN}\n  b: "_" # c\n`, ''],
  toml: ['', `[[k]]\na = '${TOKEN}'\nb = "_"\n`, ''],
  dotenv: ['', `K=${TOKEN}\nB="_" # c\n`, ''],
  properties: ['', `k=${TOKEN}\nb=_\n`, ''],
  ini: ['', `[k]\na=${TOKEN}\nb=_\n`, ''],
  xml: ['<a>', `<k a="${TOKEN}">_</k>\r\n`, '</a>'],
  hcl: ['', `k "a" {\n  a = "${TOKEN}"\n  b = "_"\n}\n`, ''],
};

it.each(FORMAT_NAMES)('%s: 10,000 tokens in 2 MB, in linear time', async (format) => {
  const [head, row, tail] = ROWS[format];
  const text = head + row.replace('_', 'x'.repeat(160)).repeat(10_000) + tail;
  const output = await fill(format, text, "it's 5");
  expect(output.split("it's 5").length + output.split('it&apos;s 5').length).toBe(10_002);
});

const SCALARS: readonly (readonly [FormatName, before: string, after: string])[] = [
  ['json', '"', '"'],
  ['yaml', '"', '"'],
  ['yaml', "'", "'"],
  ['yaml', 'a: |\n  ', '\n'],
  ['toml', 'a = """', '"""'],
  ['dotenv', 'A="', '"'],
  ['properties', 'a=', ''],
  ['ini', 'a=', ''],
  ['xml', '<a><![CDATA[', ']]></a>'],
  ['hcl', 'a = "', '"\n'],
];

it.each(SCALARS)('%s: 20,000 tokens in one scalar of 2 MB, %j', async (format, before, after) => {
  const text = before + `${TOKEN} ${'x'.repeat(80)} `.repeat(20_000) + after;
  const output = await fill(format, text, 'abc');
  expect(output).toBe(text.replaceAll(TOKEN, 'abc'));
});
