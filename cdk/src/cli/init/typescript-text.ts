import { type Entry, kindOf, type Scalar, type Value } from './draft.ts';

/** Entries as the properties of an object in TypeScript, a line each. */
export function typescriptText(entries: readonly Entry[]): string {
  return `${indented(entries.flatMap((entry) => linesOf(entry))).join('\n')}\n`;
}

function linesOf({ key, about = [], value, isOff = false, isApart = false }: Entry): readonly string[] {
  const body = valueLines(key, value);
  return [
    ...(isApart ? [''] : []),
    ...about.map((line) => `// ${line}`),
    ...(isOff ? body.map((line) => `// ${line}`) : body),
  ];
}

function valueLines(key: string, value: Value): readonly string[] {
  const kind = kindOf(value);
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : scalar(key);
  if ('scalar' in kind) return [`${name}: ${scalar(kind.scalar)},`];
  if ('list' in kind) return [`${name}: [${kind.list.map((each) => scalar(each)).join(', ')}],`];
  if ('section' in kind) return [`${name}: {`, ...block(kind.section), '},'];
  return [`${name}: [`, ...indented(kind.items.flatMap((item) => ['{', ...block(item), '},'])), '],'];
}

function block(entries: readonly Entry[]): readonly string[] {
  return indented(entries.flatMap((entry) => linesOf(entry)));
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function scalar(value: Scalar): string {
  if (typeof value !== 'string') return String(value);
  return `'${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
