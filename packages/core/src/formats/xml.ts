import { parseXml, type XmlDocument, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import type { Substitute } from './format.ts';
import { offsetOf, Unreadable } from './problems.ts';
import type { Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';
import { writeAttribute, writeCdata, writeText, writeVerbatim } from './xml-write.ts';

/**
 * XML 1.0, fifth edition (https://www.w3.org/TR/xml/), with parse-xml as the judge. Text, attributes and CDATA hold
 * every character that XML has, so none of the control characters but tab, LF and CR; comments and processing
 * instructions have no escapes. References to entities that the document declares stay as they are.
 */
export const substituteInXml: Substitute = substituteBy(read);

function read(text: string): Document {
  return { values: parse(text), stretches: () => Array.from(stretchesOf(text)) };
}

function parse(text: string): unknown {
  try {
    // Line ends are normalised before parsing (section 2.11); the library does it too, in quadratic time.
    const document = parseXml(text.replace(/\r\n?/gu, '\n'), {
      ignoreUndefinedEntities: text.includes('<!DOCTYPE'),
    });
    return shapeOf(document);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    // Below its first line the message quotes the text, and there what it takes for an entity or a name.
    const [reason = 'not XML'] = error.message.split(/\n|: | for element /u);
    throw Unreadable.at(offsetOf(text, error.line, error.column), reason);
  }
}

// Text stands between all other nodes, empty where there is none, so that one that becomes empty changes nothing.
function shapeOf(node: XmlElement | XmlDocument): unknown {
  const children: unknown[] = [];
  let text = '';
  for (const child of node.children) {
    if (child instanceof XmlText) text += child.text;
    else {
      children.push(text, child instanceof XmlElement ? shapeOf(child) : child.toJSON());
      text = '';
    }
  }
  children.push(text);
  return node instanceof XmlElement ? [node.name, node.attributes, children] : children;
}

// What the parser accepted begins and ends each of these as written here.
const TOKENS =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<!DOCTYPE[^[>"']*(?:(?:"[^"]*"|'[^']*')[^[>"']*)*(?:\[[^]*?\]\s*)?>|<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>|[^<]+/gu;
const ATTRIBUTES = /"[^"]*"|'[^']*'/gu;

function* stretchesOf(text: string): Generator<Stretch> {
  for (const { 0: source, index } of text.matchAll(TOKENS)) {
    const within = (before: number, after: number, write: Stretch['write']): Stretch => ({
      start: index + before,
      end: index + source.length - after,
      write,
    });
    if (source.startsWith('<!--')) yield within(4, 3, writeVerbatim('--', '-'));
    else if (source.startsWith('<![CDATA[')) yield within(9, 3, writeCdata);
    else if (source.startsWith('<?')) yield within(2, 2, writeVerbatim('?>', '?'));
    else if (source.startsWith('<!')) continue;
    else if (!source.startsWith('<')) yield within(0, 0, writeText);
    else {
      for (const { 0: quoted, index: at } of source.matchAll(ATTRIBUTES)) {
        const start = index + at + 1;
        yield { start, end: start + quoted.length - 2, write: writeAttribute };
      }
    }
  }
}
