import { Refusal } from '../formats/stretch.ts';
import { blockIndentOf, blockTailOf, isBlockText } from '../formats/yaml-block.ts';
import type { OutlineValue, Scalar } from './outline.ts';
import type { YamlValue } from './yaml-outline.ts';
import { sourceOf } from './yaml-source.ts';

/** The source of a scalar in place of another one: as plain, quoted or block as that was, if it can be. */
export function writeYaml(text: string, value: OutlineValue, scalar: Scalar): string | Refusal {
  if (!isYamlValue(value)) throw new TypeError('the value is of another outline');
  const { start, end, type, tag, inFlow, lead } = value;
  if (tag !== undefined && type !== scalar.type) {
    return new Refusal(`its tag makes it a ${type}; take the tag away first`);
  }
  const source = text.slice(start, end);
  if (/^[|>]/u.test(source)) return writeBlockScalar(source, { scalar, after: text.slice(end) });
  const written = sourceOf(scalar, { inFlow, quote: source.slice(0, 1) });
  return written instanceof Refusal ? written : lead + written;
}

function isYamlValue(value: OutlineValue): value is YamlValue {
  return 'inFlow' in value;
}

// The number of line breaks at the end says which chomping indicator the header needs (YAML 1.2.2, section 8.1.1.2).
function writeBlockScalar(
  source: string,
  { scalar, after }: { readonly scalar: Scalar; readonly after: string },
): string | Refusal {
  const [header = ''] = source.split('\n', 1);
  const headerRest = header.replace(/^[|>][-+0-9]*/u, '');
  const indent = blockIndentOf(source);
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const body = scalar.text.replace(/\n+$/u, '');
  const breaks = scalar.text.length - body.length;
  const tail = breaks > 1 ? keptBreaks({ breaks, newline, after }) : blockTailOf(source);
  if (
    scalar.type !== 'string' ||
    indent === '' ||
    tail === undefined ||
    !isBlockText(body.replaceAll('\t', ' '))
  ) {
    const written = sourceOf(scalar, { inFlow: false, quote: '' });
    return written instanceof Refusal ? written : written + headerRest.trimEnd() + blockTailOf(source);
  }
  const style = body.includes('\n') ? '|' : source.slice(0, 1);
  const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line));
  return `${style}${chomping}${headerRest}\n${lines.join(newline)}${tail || newline.repeat(Math.min(breaks, 1))}`;
}

// All line breaks up to the next content count, also those of empty lines behind the scalar.
function keptBreaks({
  breaks,
  newline,
  after,
}: {
  readonly breaks: number;
  readonly newline: string;
  readonly after: string;
}): string | undefined {
  const empty = /^\s*/u.exec(after)?.[0] ?? '';
  const behind = empty.split('\n').length - 1;
  return behind < breaks && !/[ \t]\r?\n/u.test(empty) ? newline.repeat(breaks - behind) : undefined;
}
