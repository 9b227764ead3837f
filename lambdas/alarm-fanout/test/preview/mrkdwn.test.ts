import { expect, it } from 'vitest';
import { mrkdwn } from '../../src/preview/slack/mrkdwn.ts';

it.each<[name: string, text: string, expected: string]>([
  ['a text', 'cpu is high', 'cpu is high'],
  ['entities', 'a &amp; b &lt;c&gt; &quot;', 'a &amp; b &lt;c&gt; &amp;quot;'],
  ['HTML', '<b>', '<a href="#">b</a>'],
  ['bold', '*Since* now', '<b>Since</b> now'],
  ['a lone star', 'a * b', 'a * b'],
  ['stars in a word', 'a*b*c', 'a*b*c'],
  ['italic', '_so_', '<i>so</i>'],
  ['snake_case_names', 'snake_case_names', 'snake_case_names'],
  ['struck out', '~no~', '<s>no</s>'],
  ['emphasis in emphasis', '*a _b_*', '<b>a <i>b</i></b>'],
  ['code', '`*a* &lt;`', '<code>*a* &lt;</code>'],
  ['a block of code', 'x\n```\n*a*\n  b\n```\ny', 'x<pre>*a*\n  b</pre>y'],
  [
    'a link',
    '<https://example.com/?a=1&amp;b=2>',
    '<a href="https://example.com/?a=1&amp;b=2">https://example.com/?a=1&amp;b=2</a>',
  ],
  [
    'a link with a name',
    '<https://example.com/|the *book*>',
    '<a href="https://example.com/">the *book*</a>',
  ],
  ['a link that is none', '<javascript:alert(1)|x>', '<a href="#">x</a>'],
  [
    'everybody',
    '<!here> <!channel>',
    '<span class="mention">@here</span> <span class="mention">@channel</span>',
  ],
  ['somebody', '<@U012|ops>', '<span class="mention">ops</span>'],
  ['nobody', '@here &lt;!here&gt;', '@here &lt;!here&gt;'],
  ['a date', '<!date^1700000000^{time}|02:14>', '02:14'],
  ['an emoji', ':red_circle: :not_known: 12:30:45', '🔴 :not_known: 12:30:45'],
  ['lines', 'a\nb\n\nc', 'a<br>b<br><br>c'],
  ['a quote', 'a\n> b\n&gt; c\nd', 'a<blockquote>b<br>c</blockquote>d'],
])('%s', (_name, text, expected) => {
  expect(mrkdwn(text).text).toBe(expected.replaceAll('<br>', '<br />'));
});
