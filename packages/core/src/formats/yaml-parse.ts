import { Composer, type CST, type Document, isScalar, Parser } from 'yaml';
import { Unreadable } from './problems.ts';
import { looseAliasesOf } from './yaml-aliases.ts';
import { yamlFaultOf } from './yaml-fault.ts';

/** A stream of documents, and the tokens that they were made of: those also know where the punctuation stands. */
export interface YamlStream {
  readonly tokens: readonly CST.Token[];
  readonly documents: readonly Document.Parsed[];
}

/**
 * Parses a stream; `srcToken` of each node is its token.
 *
 * @throws Unreadable where it is not YAML, an alias has no anchor before it, or it is prose; keys that stand twice are
 *   not looked for
 * @param merge whether `<<` is a merge key; without, it is a key like others.
 */
export function parseYaml(text: string, { merge = false }: { readonly merge?: boolean } = {}): YamlStream {
  const tokens = Array.from(new Parser().parse(text));
  // The library's own check for unique keys takes quadratic time; checkKeys does it.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, keepSourceTokens: true, merge });
  const documents: Document.Parsed[] = Array.from(composer.compose(tokens, false, text.length));
  const faults = documents.flatMap(({ errors }) =>
    withOneExhaustion(errors).map(({ pos: [offset], code }) => ({ offset, reason: yamlFaultOf(code) })),
  );
  if (faults.length > 0) throw new Unreadable(faults);
  const loose = documents.flatMap(looseAliasesOf);
  if (loose.length > 0) throw new Unreadable(loose.map((offset) => ({ offset, reason: NO_ANCHOR })));
  for (const { contents } of documents) refuseProse(text, contents);
  return { tokens, documents };
}

/** Where the stack ends, the library says so of several levels. */
function withOneExhaustion(errors: Document.Parsed['errors']): Document.Parsed['errors'] {
  const deep = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  return errors.filter((error) => error.code !== 'RESOURCE_EXHAUSTION' || error === deep);
}

const NO_ANCHOR = 'not YAML: the alias has no anchor before it; quote the value if it is none';

/** Nearly every text is YAML: one plain string over several lines, which would come out folded into one. */
function refuseProse(text: string, contents: Document.Parsed['contents']): void {
  if (!isScalar(contents) || contents.type !== 'PLAIN') return;
  const [start, end] = contents.range;
  if (!text.slice(start, end).includes('\n')) return;
  throw Unreadable.at(start, 'not YAML but plain text; name the format of the file, such as dotenv');
}
