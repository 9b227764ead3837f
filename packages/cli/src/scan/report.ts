import { printable } from '../io/printable.ts';
import type { ReportName } from '../table/scan.ts';
import { type Finding, KINDS } from './finding.ts';
import { githubReport } from './github.ts';
import { sarifReport } from './sarif.ts';
import type { Scanned } from './scan-files.ts';

/** The whole of what stdout says, by the name of the report. */
export const REPORTS: Readonly<Record<ReportName, (scanned: Scanned) => string>> = {
  human: ({ findings }) => findings.map((finding) => `${printable(lineOf(finding))}\n`).join(''),
  json: ({ findings, files }) =>
    `${JSON.stringify({ findings: findings.map(withCure), files }, undefined, 2)}\n`,
  sarif: sarifReport,
  github: githubReport,
};

function lineOf({ file, line, column, kind, message }: Finding): string {
  return `${file}:${line}:${column}: ${kind}: ${message}`;
}

function withCure({ kind, file, line, column, path, message }: Finding): object {
  return { kind, file, line, column, path, message, cure: KINDS[kind].cure };
}
