import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/errors/cli-error.ts';
import { type Finding, KINDS } from '../../src/scan/finding.ts';
import { nameOf } from '../../src/scan/listing.ts';
import { REPORTS } from '../../src/scan/report.ts';
import type { Scanned } from '../../src/scan/scan-files.ts';

const finding = (parts: Partial<Finding> = {}): Finding => ({
  kind: 'plaintext',
  file: 'config/a.json',
  line: 3,
  column: 7,
  path: 'db.password',
  message: 'db.password is in plaintext',
  ...parts,
});
const scanned = (...findings: Finding[]): Scanned => ({ findings, files: 9, failures: [] });

describe('human', () => {
  it.each<[string, Finding, string]>([
    ['a line each', finding(), 'config/a.json:3:7: plaintext: db.password is in plaintext\n'],
    [
      'no forged lines',
      finding({ file: 'a\nb\u001b[2J' }),
      'a\\u{a}b\\u{1b}[2J:3:7: plaintext: db.password is in plaintext\n',
    ],
  ])('%s', (_, each, expected) => {
    expect(REPORTS.human(scanned(each))).toBe(expected);
  });

  it('nothing where nothing is found', () => {
    expect(REPORTS.human(scanned())).toBe('');
  });
});

it('json', () => {
  const { path: _path, ...leak } = finding({ kind: 'leak' });
  expect(JSON.parse(REPORTS.json(scanned(finding(), leak)))).toEqual({
    findings: [
      { ...finding(), cure: KINDS.plaintext.cure },
      { ...leak, cure: KINDS.leak.cure },
    ],
    files: 9,
  });
});

describe('github', () => {
  it.each<[string, Finding, string]>([
    [
      'an annotation',
      finding(),
      '::error file=config/a.json,line=3,col=7,title=kmscrypt%3A Plaintext where a rule demands a token::db.password is in plaintext',
    ],
    [
      'characters that mean something',
      finding({ kind: 'leak', file: 'a,b:c%\r\nd', message: '100%: a, b\r\n::error::' }),
      '::error file=a%2Cb%3Ac%25%0D%0Ad,line=3,col=7,title=kmscrypt%3A A secret that is not encrypted::100%25: a, b%0D%0A::error::',
    ],
  ])('%s', (_, each, expected) => {
    expect(REPORTS.github(scanned(each))).toBe(`${expected}\n`);
  });
});

describe('sarif', () => {
  const read = (...findings: Finding[]): Sarif => JSON.parse(REPORTS.sarif(scanned(...findings))) as Sarif;
  const fingerprints = (...findings: Finding[]): string[] =>
    read(...findings).runs[0].results.map(
      ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
    );

  it('has what the standard requires, and what code scanning asks for', () => {
    const { version, $schema, runs } = read(finding());
    expect([version, $schema, runs.length]).toEqual([
      '2.1.0',
      expect.stringMatching(/\/sarif-schema-2\.1\.0\.json$/),
      1,
    ]);
    const [{ tool, columnKind, invocations, results }] = runs;
    expect(columnKind).toBe('unicodeCodePoints');
    expect(invocations).toEqual([{ executionSuccessful: true }]);
    expect(tool.driver.name).toBe('kmscrypt');
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(KINDS));
    for (const rule of tool.driver.rules) {
      expect(rule).toEqual({
        id: expect.any(String),
        shortDescription: { text: expect.stringMatching(/./) },
        help: { text: expect.stringMatching(/./) },
        defaultConfiguration: { level: 'error' },
        properties: { tags: ['security'] },
      });
    }
    expect(results).toEqual([
      {
        ruleId: 'plaintext',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'db.password is in plaintext' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'config/a.json' },
              region: { startLine: 3, startColumn: 7 },
            },
            logicalLocations: [{ fullyQualifiedName: 'db.password' }],
          },
        ],
        partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/) },
      },
    ]);
  });

  it('points each result to its rule', () => {
    const kinds = Object.keys(KINDS) as Finding['kind'][];
    const [{ tool, results }] = read(...kinds.map((kind) => finding({ kind }))).runs;
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it.each([
    ['a b/ü%#?.json', 'a%20b/%C3%BC%25%23%3F.json'],
    ['/outside/a b.json', 'file:///outside/a%20b.json'],
  ])('writes %s as a URI', (file, uri) => {
    const [result] = read(finding({ file })).runs[0].results;
    expect(result?.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it('keeps fingerprints when lines move', () => {
    expect(fingerprints(finding({ line: 90, column: 1 }))).toEqual(fingerprints(finding()));
  });

  it('gives different findings different fingerprints', () => {
    const { path: _path, ...bare } = finding();
    const all = [
      finding(),
      finding({ path: 'x' }),
      finding({ kind: 'leak' }),
      finding({ file: 'b' }),
      bare,
      bare,
    ];
    expect(new Set(fingerprints(...all)).size).toBe(all.length);
  });

  it('tells that not all could be looked at', () => {
    const failures = [new CliError('INPUT_FAILED', 'x')];
    expect(JSON.parse(REPORTS.sarif({ ...scanned(), failures }))).toMatchObject({
      runs: [{ invocations: [{ executionSuccessful: false }], results: [] }],
    });
  });
});

it.each([
  ['/repo/a/b.json', '/repo', 'a/b.json'],
  ['/repo', '/repo', '.'],
  ['/repository/a', '/repo', '/repository/a'],
  ['/a', '/', 'a'],
  ['/other/a', '/repo', '/other/a'],
])('calls %s in %s %s', (path, cwd, expected) => {
  expect(nameOf(path, cwd)).toBe(expected);
});

interface Sarif {
  readonly version: string;
  readonly $schema: string;
  readonly runs: readonly [
    {
      readonly columnKind: string;
      readonly invocations: unknown;
      readonly tool: {
        readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly locations: readonly [
          { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
        ];
        readonly partialFingerprints: { readonly primaryLocationLineHash: string };
      }[];
    },
  ];
}
