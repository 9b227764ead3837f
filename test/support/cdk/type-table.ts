import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shims } from '../ministack/shims.ts';
import type { SynthesisedStack } from './assembly.ts';

/** A type of CloudFormation in the stacks, and how it came to be there. */
export interface TypeRow {
  readonly type: string;
  readonly count: number;
  /** `deployed`: by the emulator itself; `shim`: by a handler of ours; `setting`: by our own Lambda, which the emulator runs. */
  readonly by: 'deployed' | 'shim' | 'setting';
  readonly how: string;
}

/** All types of a deployment, by name. Nothing is left out: the emulator refuses a template with a type that it does not know. */
export function typeRows(
  stacks: readonly SynthesisedStack[],
  { types, corrected }: Shims,
): readonly TypeRow[] {
  const counts = new Map<string, number>();
  for (const { template } of stacks) {
    for (const { Type: type } of Object.values(template.Resources))
      counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => {
      const shim = types[type] ?? corrected[type];
      if (shim !== undefined) return { type, count, by: 'shim', how: shim };
      if (type.startsWith('Custom::'))
        return { type, count, by: 'setting', how: 'our Lambda account-settings, run by it' };
      return { type, count, by: 'deployed', how: '' };
    });
}

/** How many resources came by which way. */
export function summaryOf(rows: readonly TypeRow[]): string {
  const count = (by: TypeRow['by']): string => {
    const own = rows.filter((row) => row.by === by);
    return `${own.reduce((sum, row) => sum + row.count, 0)} (${own.length} types)`;
  };
  const all = rows.reduce((sum, row) => sum + row.count, 0);
  return (
    `${all} resources of ${rows.length} types: ${count('deployed')} by the emulator's own CloudFormation, ` +
    `${count('setting')} by our Lambda, ${count('shim')} through a shim, 0 not deployed`
  );
}

/** The tables of docs/cdk-emulator.md. */
export function tablesOf(rows: readonly TypeRow[], { operations }: Shims): string {
  const words = { deployed: 'deployed', setting: 'deployed', shim: 'shim' };
  return [
    `${summaryOf(rows)}.`,
    '',
    '| type | count | | how |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ type, count, by, how }) => `| \`${type}\` | ${count} | ${words[by]} | ${how} |`),
    '',
    '| operation, behaviour | how |',
    '| --- | --- |',
    ...Object.entries(operations).map(([name, how]) => `| \`${name}\` | ${how} |`),
  ].join('\n');
}

/** The page with the tables. */
export const TABLES_PAGE: string = join(import.meta.dirname, '..', '..', '..', 'docs', 'cdk-emulator.md');

const BEGIN = '<!-- tables -->\n';
const END = '\n<!-- end of tables -->';

/** What stands between the marks of a page, and the page with something else there. */
export function betweenMarks(path: string): {
  readonly text: string;
  readonly replaced: (text: string) => string;
} {
  const page = readFileSync(path, 'utf8');
  const [before = '', rest] = page.split(BEGIN);
  const [text, after] = rest?.split(END) ?? [];
  if (text === undefined || after === undefined) throw new Error(`${path} has no marks for its tables`);
  return { text, replaced: (other) => `${before}${BEGIN}${other}${END}${after}` };
}
