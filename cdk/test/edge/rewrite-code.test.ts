import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rewriteCode, type RewriteOptions } from '../../src/edge/rewrite-code.ts';
import { RUNS } from '../runs.ts';

/** As CloudFront calls it: the event of its functions, version 1.0. */
function rewritten(options: RewriteOptions, uri: string): string {
  const request = {
    method: 'GET',
    uri,
    querystring: {},
    headers: { host: { value: 'www.example.com' } },
    cookies: {},
  };
  const event = {
    version: '1.0',
    context: { distributionId: 'E2EXAMPLE', eventType: 'viewer-request', requestId: 'example' },
    viewer: { ip: '192.0.2.1' },
    request,
  };
  const result = runInNewContext(`${rewriteCode(options)};handler(event)`, { event: structuredClone(event) });
  // Nothing but the address is changed.
  expect({ ...result, uri }).toEqual(request);
  return result.uri;
}

const plain = { index: 'index.html', cleanUrls: false };
const clean = { index: 'index.html', cleanUrls: true };

describe.each([
  { uri: '/', plainly: '/index.html', cleanly: '/index.html' },
  { uri: '/blog/', plainly: '/blog/index.html', cleanly: '/blog/index.html' },
  { uri: '/v1.2/', plainly: '/v1.2/index.html', cleanly: '/v1.2/index.html' },
  { uri: '/about', plainly: '/about', cleanly: '/about.html' },
  { uri: '/v1.2/about', plainly: '/v1.2/about', cleanly: '/v1.2/about.html' },
  { uri: '/a%20b', plainly: '/a%20b', cleanly: '/a%20b.html' },
  { uri: '/app.3f9a1c2b.js', plainly: '/app.3f9a1c2b.js', cleanly: '/app.3f9a1c2b.js' },
  { uri: '/.well-known/security', plainly: '/.well-known/security', cleanly: '/.well-known/security' },
  { uri: '/.nojekyll', plainly: '/.nojekyll', cleanly: '/.nojekyll' },
])('$uri', ({ uri, plainly, cleanly }) => {
  test(`is ${plainly}`, () => expect(rewritten(plain, uri)).toBe(plainly));
  test(`is ${cleanly} with clean URLs`, () => expect(rewritten(clean, uri)).toBe(cleanly));
});

test("another index, even one with a quote, is that folder's", () => {
  expect(rewritten({ ...plain, index: 'start"me.htm' }, '/a/')).toBe('/a/start"me.htm');
});

test('a key with an extension is never changed, and what is rewritten once stays so', () => {
  const segment = fc.stringMatching(/^[\w.%~-]{1,12}$/);
  const key = fc.tuple(fc.array(segment, { maxLength: 4 }), fc.stringMatching(/^\w{1,8}\.\w{1,4}$/));
  fc.assert(
    fc.property(key, fc.boolean(), ([folders, name], cleanUrls) => {
      const options = { index: 'index.html', cleanUrls };
      const folder = ['', ...folders, ''].join('/');
      expect(rewritten(options, `${folder}${name}`)).toBe(`${folder}${name}`);
      const once = rewritten(options, folder);
      expect(rewritten(options, once)).toBe(once);
    }),
    { numRuns: RUNS },
  );
});
