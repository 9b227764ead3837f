import { printable } from '../io/printable.ts';
import { type Finding, KINDS } from './finding.ts';
import type { Scanned } from './scan-files.ts';

/** Findings as annotations: workflow commands of GitHub Actions, one a line. */
export function githubReport({ findings }: Pick<Scanned, 'findings'>): string {
  return findings.map((finding) => `${printable(commandOf(finding))}\n`).join('');
}

function commandOf({ file, line, column, kind, message }: Finding): string {
  const properties = { file, line, col: column, title: `kmscrypt: ${KINDS[kind].title}` };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::error ${written.join(',')}::${data(message)}`;
}

/** The runner undoes these (actions/runner, ActionCommand.cs). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
