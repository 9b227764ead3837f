import { expect, it } from 'vitest';
import { markdown } from '../../src/preview/card/markdown.ts';

it.each<[name: string, text: string, expected: string]>([
  ['a text', 'cpu is high', 'cpu is high'],
  ['HTML', '<b>&amp;', '&lt;b&gt;&amp;amp;'],
  ['bold', '**Since** now', '<b>Since</b> now'],
  ['italic', '_so_ and *so*', '<i>so</i> and <i>so</i>'],
  ['snake_case_names', 'snake_case_names', 'snake_case_names'],
  ['a link', '[the **book**](https://example.com/a)', '<a href="https://example.com/a">the <b>book</b></a>'],
  ['a link with parentheses', '[a](https://example.com/(b)c)', '<a href="https://example.com/(b)c">a</a>'],
  ['a link that is none', '[x](javascript:alert(1))', '<a href="#">x</a>'],
  ['what is escaped', '\\*\\*a\\*\\* \\[b\\](c) \\\\', '**a** [b](c) \\'],
  ['escaped in bold', '**a\\*b**', '<b>a*b</b>'],
  ['a list', 'a\n- b\n- c\nd', 'a<div class="item">b</div><div class="item">c</div>d'],
  ['an escaped list', '\\- b', '- b'],
  ['lines', 'a\nb', 'a<br>b'],
])('%s', (_name, text, expected) => {
  expect(markdown(text).text).toBe(expected.replaceAll('<br>', '<br />'));
});
