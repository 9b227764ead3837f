import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressOf, escapeHtml, Html, lines, markup } from '../src/html.ts';
import { RUNS } from './runs.ts';

it.each<[name: string, made: Html, expected: string]>([
  [
    'texts are escaped',
    markup`<b title="${'"\'&<>'}">${'<i>'}</b>`,
    '<b title="&quot;&#39;&amp;&lt;&gt;">&lt;i&gt;</b>',
  ],
  ['HTML is not', markup`<b>${markup`<i>${'&'}</i>`}</b>`, '<b><i>&amp;</i></b>'],
  ['lists are put together', markup`${[1, markup`<br>`, ['<']]}`, '1<br>&lt;'],
  ['line feeds become breaks', markup`<b>${lines('a\n<b>')}</b>`, '<b>a<br>&lt;b&gt;</b>'],
  ['what is not there is not shown', markup`a${undefined}b${false}c${''}d`, 'abcd'],
  ['what was HTML as a text stays a text', markup`${new Html('&').text}`, '&amp;'],
  ['what HTML cannot hold is replaced', markup`${'a\0b\uD800c'}`, 'a�b�c'],
])('%s', (_name, made, expected) => {
  expect(made.text).toBe(expected);
});

it('no text gets out of where it is put', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"'\0]|&(?!(?:amp|lt|gt|quot|#39);)/u);
    }),
    { numRuns: RUNS },
  );
});

it.each<[url: string, expected: string]>([
  ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
  ['http://example.com/', 'http://example.com/'],
  ['mailto:ops@example.com', 'mailto:ops@example.com'],
  ['javascript:alert(1)', '#'],
  [' JavaScript:alert(1)', '#'],
  ['data:text/html,<script>', '#'],
  ['file:///etc/passwd', '#'],
  ['//example.com', '#'],
  ['', '#'],
])('a link to %s', (url, expected) => {
  expect(addressOf(url)).toBe(expected);
});
