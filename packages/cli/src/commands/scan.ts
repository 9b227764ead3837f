import { isatty } from 'node:tty';
import { CliError } from '../errors/cli-error.ts';
import { writeStderr, writeStdout } from '../io/streams.ts';
import { listFiles } from '../scan/files.ts';
import { type Finding, KINDS } from '../scan/finding.ts';
import { REPORTS } from '../scan/report.ts';
import { scanFiles } from '../scan/scan-files.ts';
import type { Invocation } from '../table/command.ts';
import { REPORT_NAMES, type ScanOptions } from '../table/scan.ts';

const STDERR = 2;

/** `kmscrypt scan`: findings are its data, on stdout; that there are any, or that a file was not read, is its failure. */
export async function run({ options, args, env, cwd }: Invocation<ScanOptions>): Promise<void> {
  const surroundings = { env, cwd };
  const listing = options.staged
    ? (await import('../scan/staged.ts')).listStaged(args, surroundings)
    : await listFiles(args.length === 0 ? ['.'] : args, surroundings);
  const scanned = await scanFiles(listing, cwd);
  const report = REPORT_NAMES.find((name) => name === options.report) ?? 'human';
  writeStdout([REPORTS[report](scanned)]);

  const errors = [...scanned.failures, ...summaryOf(scanned.findings)];
  if (errors.length > 0) throw new CliError('SEVERAL', 'something was found or not read', { errors });
  if (isatty(STDERR)) writeStderr([`kmscrypt: ${counted(scanned.files, 'file')}, nothing found`]);
}

function summaryOf(findings: readonly Finding[]): CliError[] {
  if (findings.length === 0) return [];
  const files = new Set(findings.map(({ file }) => file)).size;
  const kinds = new Set(findings.map(({ kind }) => kind));
  const message = `${counted(findings.length, 'finding')} in ${counted(files, 'file')}`;
  return [
    new CliError('FINDINGS', message, { hints: [...kinds].map((kind) => `${kind}: ${KINDS[kind].cure}`) }),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
