import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { VERSION } from '../version.ts';
import { type Finding, KINDS } from './finding.ts';
import type { Scanned } from './scan-files.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Findings as a log of SARIF 2.1.0, as code scanning takes it. */
export function sarifReport({ findings, failures }: Pick<Scanned, 'findings' | 'failures'>): string {
  const fingerprint = fingerprinter();
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'kmscrypt', semanticVersion: VERSION, rules: Object.entries(KINDS).map(ruleOf) },
        },
        columnKind: 'unicodeCodePoints',
        invocations: [{ executionSuccessful: failures.length === 0 }],
        results: findings.map((finding) => ({
          ruleId: finding.kind,
          ruleIndex: Object.keys(KINDS).indexOf(finding.kind),
          level: 'error',
          message: { text: finding.message },
          locations: [locationOf(finding)],
          partialFingerprints: { primaryLocationLineHash: fingerprint(finding) },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf([id, { title, cure }]: [string, { readonly title: string; readonly cure: string }]): object {
  return {
    id,
    shortDescription: { text: title },
    help: { text: cure },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['security'] },
  };
}

function locationOf({ file, line, column, path }: Finding): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column },
    },
    ...(path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
  };
}

function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.split('/').map(encodeURIComponent).join('/');
}

/**
 * Gives each finding a name that stays while lines move. It is made of what is told anyway: a hash of the line itself
 * would let a weak secret be guessed.
 */
function fingerprinter(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ kind, file, path = '' }) => {
    const hash = createHash('sha256').update([kind, file, path].join('\0')).digest('hex').slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}
