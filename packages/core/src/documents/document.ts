import type { DocumentFormat } from './document-format.ts';
import { type Change, changeBy, outlineBy, valueOf } from './change.ts';
import type { Editor } from './editor.ts';
import { type Field, fieldsOf, type OutlineNode, type OutlineValue } from './outline.ts';
import { parsePath, type Path } from './path.ts';
import { nodeAt, resolve } from './resolve.ts';

// Literal imports, so that a bundler sees them, and each format's libraries load only when it is used.
const LOAD: Readonly<Record<DocumentFormat, () => Promise<Editor>>> = {
  json: async () => (await import('./json.ts')).jsonEditor,
  yaml: async () => (await import('./yaml.ts')).yamlEditor,
  toml: async () => (await import('./toml.ts')).tomlEditor,
  dotenv: async () => (await import('./dotenv.ts')).dotenvEditor,
  properties: async () => (await import('./properties.ts')).propertiesEditor,
  ini: async () => (await import('./ini.ts')).iniEditor,
  hcl: async () => (await import('./hcl.ts')).hclEditor,
  text: async () => (await import('./text.ts')).textEditor,
};

/** A text of a format whose values are reached by path. It never changes; {@link Document.change} makes a new text. */
export interface Document {
  readonly text: string;
  readonly format: DocumentFormat;
  readonly root: OutlineNode;
  /** Every value, in the document's order. */
  readonly fields: () => readonly Field[];
  /** Reads a path as a user wrote it. @throws KmscryptError `PATH_INVALID` */
  readonly path: (text: string) => Path;
  /** Whether there is anything at a path. @throws KmscryptError as {@link Document.valueAt}, but `PATH_NOT_FOUND` */
  readonly has: (path: Path) => boolean;
  /**
   * The value at a path.
   *
   * @throws KmscryptError `PATH_NOT_FOUND`, `PATH_NOT_A_VALUE` (a map, a list, an alias, an expression), `PATH_AMBIGUOUS`
   *   (a key stands twice)
   */
  readonly valueAt: (path: Path) => OutlineValue;
  /**
   * The text with values written, added and taken away; every other byte as it is.
   *
   * @throws KmscryptError as {@link Document.valueAt}, and `FORMAT_CANNOT_EXPRESS`
   */
  readonly change: (changes: readonly Change[]) => string;
}

const BOM = '\uFEFF';
/** Their keys are not nested: a dot is part of a key. */
const FLAT: ReadonlySet<DocumentFormat> = new Set(['dotenv', 'properties']);

/**
 * Reads a text.
 *
 * @example
 * const document = await readDocument('yaml', 'db:\n  password: old # mine\n');
 * document.change([{ path: document.path('db.password'), scalar: { type: 'string', text: 'new' } }]);
 * // 'db:\n  password: new # mine\n'
 * @throws KmscryptError `FORMAT_NOT_PARSABLE` with its position, or a `SEVERAL` of them
 */
export async function readDocument(format: DocumentFormat, text: string): Promise<Document> {
  const editor = await LOAD[format]();
  const bom = text.startsWith(BOM) && format !== 'text' ? BOM : '';
  const body = text.slice(bom.length);
  const root = outlineBy(editor, body);
  return {
    text,
    format,
    root,
    fields: () => fieldsOf(root),
    path: (written) => {
      const isKey = FLAT.has(format) && !/^(?:[/[]|\.?$)/u.test(written);
      return isKey ? [written] : parsePath(written);
    },
    has: (path) => resolve(body, root, path).found !== undefined,
    valueAt: (path) => valueOf(body, nodeAt(body, root, path), path),
    change: (changes) => (changes.length === 0 ? text : bom + changeBy(editor, body, changes)),
  };
}
