import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Preview } from '../../src/destination.ts';
import type { Around } from '../../src/preview/look.ts';
import { show } from '../../src/preview/looks.ts';
import { RUNS } from '../runs.ts';

const GRAPH = 'https://graphs.example.com/1.png';
const AROUND: Around = {
  pictures: (url) => (url === GRAPH ? 'data:image/png;base64,AAAA' : undefined),
  time: '02:14',
};

/** A body of each look that has a text in every place where one may be. */
function bodyWith(look: Preview['look'], text: string): unknown {
  const plain = { type: 'plain_text', text };
  const mrkdwn = { type: 'mrkdwn', text };
  const run = { type: 'text', text, style: { bold: true, code: true } };
  const link = { type: 'link', url: text, text };
  const bodies: Readonly<Record<Preview['look'], unknown>> = {
    slack: {
      text,
      username: text,
      blocks: [
        { type: 'header', text: plain },
        {
          type: 'section',
          text: mrkdwn,
          fields: [mrkdwn, plain],
          accessory: { type: 'button', text: plain, url: text },
        },
        { type: 'context', elements: [mrkdwn, { type: 'image', image_url: text, alt_text: text }] },
        { type: 'actions', elements: [{ type: 'button', text: plain, url: text, style: text }] },
        { type: 'image', image_url: text, alt_text: text, title: plain },
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [run, link, { type: 'emoji', name: text }] },
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: [{ type: 'rich_text_section', elements: [run] }],
            },
            { type: 'rich_text_preformatted', elements: [run] },
            { type: 'rich_text_quote', elements: [{ type: 'broadcast', range: text }] },
          ],
        },
        { type: text },
      ],
      attachments: [{ color: text, blocks: [{ type: 'section', text: mrkdwn }] }],
    },
    'adaptive-card': {
      type: 'message',
      attachments: [
        {
          content: {
            type: 'AdaptiveCard',
            body: [
              { type: 'TextBlock', text, size: text, color: text, spacing: text },
              { type: 'RichTextBlock', inlines: [text, { type: 'TextRun', text, weight: text }] },
              { type: 'FactSet', facts: [{ title: text, value: text }] },
              { type: 'Container', style: text, items: [{ type: 'CodeBlock', codeSnippet: text }] },
              {
                type: 'ColumnSet',
                columns: [{ width: text, items: [{ type: 'Image', url: text, altText: text }] }],
              },
              { type: text },
            ],
            actions: [{ type: 'Action.OpenUrl', title: text, url: text, style: text }],
          },
        },
      ],
    },
    incident: {
      event_action: text,
      dedup_key: text,
      client: text,
      payload: {
        summary: text,
        severity: text,
        source: text,
        custom_details: { [text]: text, list: [text, { text }] },
      },
      links: [{ href: text, text }],
      images: [{ src: text, alt: text }],
      other: text,
    },
    mail: { from: text, to: [text], subject: text, html: text, text, headers: { [text]: text }, other: text },
    json: { [text]: text, list: [1, null, text] },
  };
  return bodies[look];
}

function shown(look: Preview['look'], body: unknown): string {
  const request = { url: 'https://example.com/', headers: { 'content-type': 'application/json' } };
  return show({ look, parts: [{ name: 'message', body, request }] }, AROUND).text;
}

/** A tag with quoted attributes, as looks make them. */
const TAG = /<\/?[a-z][a-z0-9]*(?:\s+[a-zA-Z-]+(?:="[^"]*")?)*\s*\/?>/gu;
const TAGS =
  /^<\/?(?:a|b|blockquote|br|code|details|div|hr|i|iframe|img|li|ol|path|pre|rect|s|span|summary|svg|table|td|th|tr|ul)[\s/>]/u;
const LOOKS = ['slack', 'adaptive-card', 'incident', 'mail', 'json'] as const;

describe.each(LOOKS)('%s', (look) => {
  it('makes no tags of texts', () => {
    const hostile = fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      'javascript:alert(1)',
      '```</pre><script>',
      '*<https://example.com|"><script>>*',
      '[a](https://example.com/"onclick="alert(1))',
      '&lt;script&gt;',
    );
    const text = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 40 }));
    fc.assert(
      fc.property(text, (each) => {
        const html = shown(look, bodyWith(look, each));
        const tags = html.match(TAG) ?? [];
        const names = tags.map((tag) => tag.replaceAll(/="[^"]*"/gu, ''));
        expect(names.filter((tag) => !TAGS.test(tag) || /\son/iu.test(tag))).toEqual([]);
        expect(tags.filter((tag) => /\shref="(?!https?:|mailto:|#")/u.test(tag))).toEqual([]);
        expect(tags.filter((tag) => /\sclass="[^"]*[^a-z0-9 "-]/u.test(tag))).toEqual([]);
        expect(html.replaceAll(TAG, '')).not.toContain('<');
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });

  it('drops nothing that it does not know', () => {
    const odd = {
      type: 'message',
      attachments: [{ content: { type: 'AdaptiveCard', body: [{ type: 'Odd', is: 'here' }], other: 1 } }],
      blocks: [{ type: 'odd', is: 'here' }],
      other: { deep: 'there' },
    };
    const html = shown(look, odd);
    expect(html).toContain('here');
    if (look !== 'adaptive-card') expect(html).toContain('there');
  });
});

it('says where nothing is sent, and why', () => {
  const html = show({ look: 'slack', parts: [], withheld: 'it is <quiet>' }, AROUND).text;
  expect(html).toContain('Nothing is sent: it is &lt;quiet&gt;.');
});

it('names parts where there are several', () => {
  const part = (name: string) => ({ name, body: {} });
  expect(show({ look: 'json', parts: [part('one')] }, AROUND).text).not.toContain('one');
  const html = show({ look: 'json', parts: [part('one'), part('two')] }, AROUND).text;
  expect(html).toMatch(/one[\s\S]*two/u);
});

it.each<[look: Preview['look'], body: unknown]>([
  ['slack', { blocks: [{ type: 'image', image_url: GRAPH, alt_text: 'graph' }] }],
  ['adaptive-card', { type: 'AdaptiveCard', body: [{ type: 'Image', url: GRAPH, altText: 'graph' }] }],
  ['incident', { event_action: 'trigger', images: [{ src: GRAPH, alt: 'graph' }] }],
  ['mail', { html: `<img alt="graph" src="${GRAPH}">` }],
])('pictures that are known are in %s, others are not loaded', (look, body) => {
  expect(shown(look, body)).toContain('data:image/png;base64,AAAA');
  const other = JSON.parse(JSON.stringify(body).replace(GRAPH, 'https://example.com/other.png'));
  expect(shown(look, other)).not.toMatch(/<img [^>]*src="https?:/u);
});

it('what PagerDuty resolves, and what is closed, is shown as such', () => {
  expect(shown('incident', { event_action: 'resolve', dedup_key: 'k' })).toContain('Resolved');
  expect(shown('incident', { note: 'It is over.', source: 's' })).toContain('Closed');
  expect(shown('incident', { message: 'm', priority: 'P1' })).toContain('Open');
});
