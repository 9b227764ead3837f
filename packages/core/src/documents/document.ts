import { behindMark, BYTE_ORDER_MARK } from './byte-order-mark.ts';
import type { Change } from './change-plan.ts';
import { changeBy, type Outlined, outlineBy } from './change.ts';
import type { DocumentFormat } from './document-format.ts';
import type { Editor } from './editor.ts';
import { type Field, fieldsOf, type OutlineNode, type OutlineValue } from './outline.ts';
import { parsePath, type Path } from './path.ts';
import { nodeAt, resolve, valueOf } from './resolve.ts';

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

/** A text of a format whose values are reached by path. It never changes: {@link Document.change} makes a new text. */
export interface Document {
  readonly text: string;
  readonly format: DocumentFormat;
  /** The structure; ranges are indexes into {@link Document.text}. */
  readonly root: OutlineNode;
  /** Every value with its path, in the document's order. */
  readonly fields: () => readonly Field[];
  /**
   * Reads a path as users write it for this format: as {@link parsePath}, but where keys are not nested (dotenv,
   * properties) `db.password` is one key.
   *
   * @throws KmscryptError `PATH_INVALID`
   */
  readonly path: (text: string) => Path;
  /**
   * Whether there is anything at a path: a value, a map or a list.
   *
   * @throws KmscryptError `PATH_NOT_A_VALUE` (the way goes through a value), `PATH_AMBIGUOUS`
   */
  readonly has: (path: Path) => boolean;
  /**
   * The value at a path.
   *
   * @throws KmscryptError `PATH_NOT_FOUND`, which names similar paths; `PATH_NOT_A_VALUE` (a map, a list, an alias, an
   *   expression); `PATH_AMBIGUOUS` (a key stands twice)
   */
  readonly valueAt: (path: Path) => OutlineValue;
  /**
   * The text with values written, added and taken away; every other byte is as it was. All paths mean this document.
   *
   * A value that is there is written in its place, in the quoting that it has where that can hold it. A new one comes
   * behind its siblings, in their style; maps that are missing on its way are made, the place behind a list's last item
   * adds an item. What is taken away goes with its key, its line, and the comment on that line. The result has been
   * read again and says exactly what was asked for.
   *
   * @throws KmscryptError `FORMAT_CANNOT_EXPRESS` (the value in this place; several as `SEVERAL`), and as
   *   {@link Document.valueAt}; nothing is changed then
   * @throws TypeError where two changes have the same path
   */
  readonly change: (changes: readonly Change[]) => string;
  /** The same as a document, which has been read already. @throws as {@link Document.change} */
  readonly changed: (changes: readonly Change[]) => Document;
}

/**
 * Reads a text as a document of a format. A byte order mark in front is not part of it, and stays.
 *
 * @example
 * const document = await readDocument('yaml', 'db:\n  password: old # mine\n');
 * document.change([{ path: parsePath('db.password'), scalar: { type: 'string', text: 'new' } }]);
 * // 'db:\n  password: new # mine\n'
 * @throws KmscryptError `FORMAT_NOT_PARSABLE` with its position, or a `SEVERAL` of them
 */
export async function readDocument(format: DocumentFormat, text: string): Promise<Document> {
  const unmarked = await LOAD[format]();
  const isMarked = text.startsWith(BYTE_ORDER_MARK) && format !== 'text';
  const editor = isMarked ? behindMark(unmarked) : unmarked;
  return documentOf(format, editor, outlineBy(editor, text));
}

function documentOf(format: DocumentFormat, editor: Editor, outlined: Outlined): Document {
  const { text, root } = outlined;
  const changed = (changes: readonly Change[]): Document =>
    documentOf(format, editor, changeBy(editor, outlined, changes));
  return {
    text,
    format,
    root,
    fields: () => fieldsOf(root),
    path: (written) => (isFlatKey(format, written) ? [written] : parsePath(written)),
    has: (path) => resolve(text, root, path).found !== undefined,
    valueAt: (path) => valueOf(text, nodeAt(text, root, path), path),
    change: (changes) => changed(changes).text,
    changed,
  };
}

/** Whether a path is one key, as it is where keys are not nested; `/db.password` and `["db.password"]` mean it too. */
function isFlatKey(format: DocumentFormat, written: string): boolean {
  return (format === 'dotenv' || format === 'properties') && !/^(?:[/[]|\.?$)/u.test(written);
}
