import { type Entry, kindOf, type Scalar, type Value } from './draft.ts';

/** What needs no quotes, and is no number, boolean or null of any YAML. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z](?:[\w./@-]|:(?=\S))*$/i;

/** Entries as YAML. */
export function yamlText(entries: readonly Entry[]): string {
  return `${entries.flatMap((entry) => linesOf(entry)).join('\n')}\n`;
}

function linesOf({ key, about = [], value, isOff = false, isApart = false }: Entry): readonly string[] {
  const body = valueLines(key, value);
  return [
    ...(isApart ? [''] : []),
    ...about.map((line) => `# ${line}`),
    ...(isOff ? body.map((line) => `# ${line}`) : body),
  ];
}

function valueLines(key: string, value: Value): readonly string[] {
  const kind = kindOf(value);
  if ('scalar' in kind) return [`${key}: ${scalar(kind.scalar)}`];
  if ('list' in kind) return [`${key}: [${kind.list.map((each) => scalar(each)).join(', ')}]`];
  if ('section' in kind) return [`${key}:`, ...indented(kind.section.flatMap((entry) => linesOf(entry)))];
  return [`${key}:`, ...kind.items.flatMap((item) => indented(itemLines(item)))];
}

/** The first line that is no comment begins with a dash; comments before it stand where the dash does. */
function itemLines(item: readonly Entry[]): readonly string[] {
  const lines = indented(item.flatMap((entry) => linesOf(entry)));
  const first = lines.findIndex((line) => /^\s*[^\s#]/.test(line));
  return lines.map((line, index) =>
    index > first ? line : `${index === first ? '- ' : ''}${line.slice(2)}`,
  );
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function scalar(value: Scalar): string {
  if (typeof value !== 'string' || PLAIN.test(value)) return String(value);
  return `'${value.replaceAll("'", "''")}'`;
}
