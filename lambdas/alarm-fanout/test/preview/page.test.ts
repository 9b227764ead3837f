import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { markup } from '../../src/html.ts';
import { GENERATOR, overview, pictureOf } from '../../src/preview/page.ts';

const SHOWN = { name: 'chat', type: 'slack-bot', content: markup`<p>${'<b>'}</p>` };

it.each<[name: string, page: string]>([
  ['a picture', pictureOf(SHOWN)],
  ['all of them', overview('Preview of <it>', [SHOWN, { ...SHOWN, name: 'other' }])],
])('%s loads nothing and runs its own script only', (_name, page) => {
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/u.exec(page) ?? [];
  expect(policy).toContain('default-src &#39;none&#39;');
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/gu)].map(([, script = '']) => script);
  expect(scripts).toHaveLength(1);
  const hash = createHash('sha256').update(scripts.join('')).digest('base64');
  expect(policy).toContain(`script-src &#39;sha256-${hash}&#39;`);
  expect(page).toContain('<p>&lt;b&gt;</p>');
  expect(page).toContain(GENERATOR);
});
