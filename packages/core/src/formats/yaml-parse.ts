import { Composer, type CST, type Document, isScalar, Parser } from 'yaml';
import { Unreadable } from './problems.ts';

/** A stream of documents, and the tokens that they were made of: those also know where the punctuation stands. */
export interface YamlStream {
  readonly tokens: readonly CST.Token[];
  readonly documents: readonly Document.Parsed[];
}

/**
 * Parses a stream; `srcToken` of each node is its token.
 *
 * @throws Unreadable where it is not YAML, or prose; keys that stand twice are not looked for
 */
export function parseYaml(text: string): YamlStream {
  const tokens = Array.from(new Parser().parse(text));
  // The library's own check for unique keys takes quadratic time; checkKeys does it.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, keepSourceTokens: true });
  const documents: Document.Parsed[] = Array.from(composer.compose(tokens, false, text.length));
  const faults = documents.flatMap(({ errors }) =>
    errors.map(({ pos: [offset], message }) => ({
      offset,
      reason: `not YAML: ${message.split('\n', 1)[0]}`,
    })),
  );
  if (faults.length > 0) throw new Unreadable(faults);
  for (const { contents } of documents) refuseProse(text, contents);
  return { tokens, documents };
}

/** Nearly every text is YAML: one plain string over several lines, which would come out folded into one. */
function refuseProse(text: string, contents: Document.Parsed['contents']): void {
  if (!isScalar(contents) || contents.type !== 'PLAIN') return;
  const [start, end] = contents.range;
  if (!text.slice(start, end).includes('\n')) return;
  throw Unreadable.at(start, 'not YAML but plain text; name the format of the file, such as dotenv');
}
