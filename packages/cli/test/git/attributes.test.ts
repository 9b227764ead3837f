import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attributesOf, patternsOf } from '../../src/git/attributes.ts';
import { withLines } from '../../src/git/marked-lines.ts';
import { ruleFor } from '../../src/settings/rules.ts';

test.each([
  ['*.json', '', ['*.json']],
  ['*.json', 'svc', ['/svc/**/*.json']],
  ['config/*.json', '', ['/config/*.json']],
  ['./app.json', '', ['/app.json']],
  ['config/**', 'a*b [c]', [String.raw`/a\*b \[c]/config/**`]],
  ['*.{json,yaml}', '', ['*.json', '*.yaml']],
  ['{a,{b,c}}/x{,y}', '', ['/a/x', '/a/xy', '/b/x', '/b/xy', '/c/x', '/c/xy']],
  ['{a/b,c}', '', ['/a/b', '/c']],
  ['{a}', '', ['{a}']],
  ['!a', '', undefined],
  ['a{1..3}', '', undefined],
  ['@(a|b)', '', undefined],
  ['[!a]', '', undefined],
])('%s in %j', (glob, folder, expected) => {
  expect(patternsOf(glob, folder)).toEqual(expected);
});

const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
const git = (args: readonly string[], input = ''): string =>
  execFileSync('git', args, { cwd: folder, input, encoding: 'utf8', env: { PATH: process.env['PATH'] } });

beforeAll(() => {
  git(['init', '--quiet', '.']);
  mkdirSync(join(folder, '.git', 'info'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The paths to which git gives our driver by these patterns. */
function drivenBy(patterns: readonly string[], paths: readonly string[]): string[] {
  writeFileSync(
    join(folder, '.git', 'info', 'attributes'),
    withLines(undefined, attributesOf(patterns)),
    'latin1',
  );
  const answer = git(
    ['check-attr', '-z', '--stdin', 'diff'],
    paths.map((path) => `${path}\0`).join(''),
  ).split('\0');
  return paths.filter((_path, index) => answer[index * 3 + 2] === 'kmscrypt');
}

test.each([
  ['ä b/c', 'ä b/c'],
  [String.raw`ä b/\"c\"`, 'ä b/"c"'],
  ['#a', '#a'],
  [String.raw`\!a`, '!a'],
])('git reads the pattern of %s', (glob, path) => {
  const others = ['ä b/d', 'b/c', 'a'];
  expect(drivenBy(patternsOf(glob, '') ?? [], [path, ...others])).toEqual([path]);
});

// But for `?`, which is one byte to git, and for `a/**`, which is the file a too to the rules.
test('git reads the patterns as the rules read their globs', () => {
  const name = fc.constantFrom('a', 'b', 'ab', 'a.b', '.a', 'a b', '#a', 'a"', 'a*', '[a]');
  const piece = fc.constantFrom(
    'a',
    'b',
    '.',
    '*',
    '?',
    '[ab]',
    '{a,b}',
    '{a.b,.a}',
    'a b',
    '#',
    String.raw`\*`,
  );
  const plain = fc
    .array(piece, { minLength: 1, maxLength: 3 })
    .map((pieces) => pieces.join('').replaceAll('**', '*'));
  const step = fc.oneof({ arbitrary: plain, weight: 3 }, { arbitrary: fc.constant('**'), weight: 1 });
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('/'));
  const glob = fc
    .tuple(fc.array(step, { maxLength: 2 }), plain)
    .map(([steps, last]) => [...steps, last].join('/'));
  let matched = 0;
  fc.assert(
    fc.property(
      fc.array(glob, { minLength: 1, maxLength: 2 }),
      fc.array(path, { minLength: 10, maxLength: 40 }),
      fc.constantFrom('', 'svc', 'a b/[c]'),
      (globs, paths, prefix) => {
        const rules = { default: undefined, rules: [{ keyIds: [], paths: globs }] };
        const inFolder = (each: string): string => (prefix === '' ? each : `${prefix}/${each}`);
        const expected = paths.filter((each) => ruleFor(rules, each) !== undefined).map(inFolder);
        const patterns = globs.flatMap((each) => patternsOf(each, prefix) ?? []);
        expect(drivenBy(patterns, paths.map(inFolder))).toEqual(expected);
        matched += expected.length;
      },
    ),
  );
  expect(matched).toBeGreaterThan(20);
});
