import { isMap, type ParsedNode, visit } from 'yaml';
import { Unreadable } from '../formats/problems.ts';
import { checkKeys } from '../formats/yaml-nodes.ts';
import { parseYaml } from '../formats/yaml-parse.ts';

/** How much aliases may make of a document, as the library counts it (its default). */
const MAX_ALIASES = 100;

/**
 * What a YAML document says, with aliases and merge keys followed.
 *
 * @throws Unreadable; for a stream of several documents too
 */
export function valuesOfYaml(text: string): unknown {
  const { documents } = parseYaml(text, { merge: true });
  const [document, second] = documents;
  if (document === undefined) return {};
  if (second !== undefined) {
    const reason = 'it holds several documents, separated by ---; a config is one';
    throw Unreadable.at(second.range[0], reason);
  }
  refuseKeys(document.contents);
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
  } catch (error) {
    // Either what it makes of the text is too much, or an alias stands within its own anchor.
    if (!(error instanceof ReferenceError)) throw error;
    throw Unreadable.at(document.range[0], 'not YAML: its aliases multiply beyond measure');
  }
}

function refuseKeys(contents: ParsedNode | null): void {
  visit(contents, {
    Map: (_, map) => checkKeys(map.items.map(({ key }) => key)),
    Pair: (_, { key }) => {
      if (isMap(key)) throw Unreadable.at(key.range?.[0] ?? 0, 'not YAML: a map cannot be a key here');
    },
  });
}
