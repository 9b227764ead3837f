import {
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLError,
  type YAMLWarning,
} from 'yaml';
import { ConfigError } from '../config-error.ts';
import type { ConfigProblem } from '../problem.ts';
import type { ReadValue } from './read-value.ts';
import { yamlSource } from './yaml-source.ts';

/**
 * Reads YAML 1.2.
 *
 * @throws ConfigError with all that is wrong with it as YAML: `YAML_INVALID`, `TAB_INDENT`, `KEY_DUPLICATE`, `MERGE_KEY`
 */
export function readYaml(text: string, file: string): ReadValue {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const errors = [...document.errors, ...document.warnings].toSorted(
    (one, other) => one.pos[0] - other.pos[0],
  );
  const isTwice = ({ code }: YAMLError | YAMLWarning): boolean => code === 'DUPLICATE_KEY';
  const syntax = errors.find((error) => !isTwice(error));
  // What follows the first error of syntax is mostly its consequence.
  const problems = errors
    .filter((error) => error === syntax || isTwice(error))
    .map((error) => problemOf(error, file, lines));
  if (syntax === undefined) problems.push(...refusedNodes(document, file, lines));
  if (problems.length > 0) throw new ConfigError(problems);
  try {
    return { value: document.toJS(), source: yamlSource(document, lines, file) };
  } catch (cause) {
    // An alias that grows beyond all measure.
    const message = cause instanceof Error ? lowerFirst(cause.message) : 'cannot be read';
    throw new ConfigError([{ code: 'YAML_INVALID', path: '', message, file }], { cause });
  }
}

function problemOf({ code, message, pos }: YAMLError, file: string, lines: LineCounter): ConfigProblem {
  const place = { path: '', file, ...placeOf(pos[0], lines) };
  if (code === 'TAB_AS_INDENT')
    return { ...place, code: 'TAB_INDENT', message: 'a tab does not indent in YAML', cure: 'write spaces' };
  if (code === 'DUPLICATE_KEY')
    return {
      ...place,
      code: 'KEY_DUPLICATE',
      message: 'the key stands twice in one mapping',
      cure: 'keep one of them',
    };
  if (code === 'MULTIPLE_DOCS')
    return {
      ...place,
      code: 'YAML_INVALID',
      message: 'the file holds several documents',
      cure: 'keep one of them, without the line ---',
    };
  return { ...place, code: 'YAML_INVALID', message: lowerFirst(message.split('\n')[0] ?? message) };
}

/** Nodes that are well-formed, but that no config has: merge keys, and aliases of nothing. */
function refusedNodes(document: Document, file: string, lines: LineCounter): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const placed = (node: Node): Pick<ConfigProblem, 'path' | 'file' | 'line' | 'column'> => {
    return { path: '', file, ...placeOf(node.range?.[0] ?? 0, lines) };
  };
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || key.value !== '<<' || key.type !== 'PLAIN') return;
      const cure = 'write the keys out, or write the config in TypeScript';
      problems.push({
        ...placed(key),
        code: 'MERGE_KEY',
        message: 'merge keys (<<) are not of YAML 1.2',
        cure,
      });
    },
    Alias(_, node) {
      if (node.resolve(document) !== undefined) return;
      problems.push({
        ...placed(node),
        code: 'YAML_INVALID',
        message: `nothing before has the anchor &${node.source}`,
      });
    },
  });
  return problems;
}

function placeOf(offset: number, lines: LineCounter): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`.replace(/\.$/, '');
}
