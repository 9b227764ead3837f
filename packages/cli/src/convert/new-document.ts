import {
  type Document,
  type DocumentFormat,
  type Path,
  pointerOf,
  readDocument,
  type ScalarType,
} from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import type { PlainField } from '../config-file/encrypt-fields.ts';
import { inFile } from '../config-file/field-at.ts';
import { CliError } from '../errors/cli-error.ts';
import { type SelectOptions, selectedFields } from '../config-file/select-fields.ts';
import type { FoundRules } from '../settings/find-rules.ts';
import type { Conversion } from './conversion.ts';
import type { Exported } from './exported.ts';
import { pathIn, refuseTwice } from './names.ts';

/** What a new document is to be. */
export interface NewDocument {
  readonly name: string;
  readonly format: DocumentFormat;
  readonly found: FoundRules;
  /** Which values become tokens besides those that are secret; else the rule says it, else none. */
  readonly select: SelectOptions;
}

// A word, so that formats put no quotes around it.
const PLACE = { type: 'string', text: 'token' } as const;

/**
 * Makes a document of what was exported, with a word where each token comes.
 *
 * @throws CliError `PATH_AMBIGUOUS`, `PATH_NOT_A_VALUE` (a name that is above another), `FORMAT_CANNOT_EXPRESS`, and as
 *   `selectedFields`
 */
export async function newDocument(
  { values, warnings }: Exported,
  { name, format, found, select }: NewDocument,
): Promise<Conversion> {
  if (format === 'text') {
    throw new CliError('FORMAT_CANNOT_EXPRESS', 'plain text has no place for several values', {
      source: name,
      hints: ['give --format json, or another one with keys'],
    });
  }
  const placed = values.map((value) => ({ ...value, path: pathIn(format, value.path) }));
  refuseTwice(
    placed.map(({ path }) => path),
    name,
  );
  const empty = await readDocument(format, '');
  const text = inFile(name, () =>
    empty.change(
      placed.map(({ path, text: plain, type, isSecret }) => ({
        path,
        scalar: isSecret ? PLACE : { type, text: plain },
      })),
    ),
  );
  const document = await readDocument(format, text);
  const isAsked = select.path.length > 0 || select.match !== undefined || found.rule?.encrypt !== undefined;
  const asked = isAsked ? selectedFields({ document, found, name }, select) : [];
  const chosen = new Set(asked.map(({ path }) => pointerOf(path)));
  const secrets = placed.flatMap(({ path, text: plaintext, type, isSecret }): PlainField[] =>
    isSecret || chosen.has(pointerOf(path))
      ? [{ path, plaintext, type: typeIn(document, { path, type, plaintext }) }]
      : [],
  );
  return { document, secrets, warnings };
}

/** The type of a value where the format has that, else string: variables hold nothing else. */
function typeIn(
  document: Document,
  { path, type, plaintext }: { readonly path: Path; readonly type: ScalarType; readonly plaintext: string },
): ScalarType {
  try {
    if (type !== 'string') document.change([{ path, scalar: { type, text: plaintext } }]);
    return type;
  } catch (error) {
    if (error instanceof KmscryptError) return 'string';
    throw error;
  }
}
