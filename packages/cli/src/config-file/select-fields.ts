import { type Field, type OutlineValue, pointerOf } from '@kmscrypt/core/documents';
import { findTokens } from '@kmscrypt/core/token';
import { CliError } from '../errors/cli-error.ts';
import { keyPattern, type Selection, selectorOf } from '../settings/selection.ts';
import { inFile } from './field-at.ts';
import type { ConfigFile } from './open.ts';

/** What the command line says about which values are meant. */
export interface SelectOptions {
  readonly path: readonly string[];
  readonly match?: string;
}

type Selected = Pick<ConfigFile, 'document' | 'found' | 'name'>;

/**
 * The values of a file that are to be tokens and hold none yet: those of `--path` and `--match`, else of its rule. What
 * is null or blank has nothing to hide, unless its very path is given.
 *
 * @throws CliError `USAGE` where nothing says which, `INVALID_OPTION`, `PATH_INVALID`, `PATH_NOT_A_VALUE`, and
 *   `PATH_NOT_FOUND` where a path without wildcards leads nowhere
 */
export function selectedFields(file: Selected, options: SelectOptions): readonly Field[] {
  const selection = selectionOf(options) ?? file.found.rule?.encrypt;
  if (selection === undefined) {
    throw new CliError('USAGE', 'nothing says which values are to be tokens', {
      source: file.name,
      hints: [
        "give --path db.password, or --match '(?i)password|secret|token' (a regular expression over keys)",
        'or a rule with encrypt in .kmscrypt.yaml; kmscrypt init writes one',
      ],
    });
  }
  return inFile(file.name, () => {
    const { document } = file;
    const named = options.path.filter((path) => !path.includes('*'));
    for (const path of named) checkFound(file, path);
    const isSelected = selectorOf(selection, document);
    const places = new Set(named.map((path) => pointerOf(document.path(path))));
    return document.fields().filter(({ path, value }) => {
      if (!isSelected(path) || findTokens(value.text).length > 0) return false;
      return !isNothing(value) || places.has(pointerOf(path));
    });
  });
}

/**
 * The selection of the command line; undefined where it makes none.
 *
 * @throws CliError `INVALID_OPTION`
 */
export function selectionOf({ path, match }: SelectOptions): Selection | undefined {
  if (match !== undefined && keyPattern(match) === undefined) {
    throw new CliError('INVALID_OPTION', `--match is no regular expression: ${match}`);
  }
  return path.length === 0 && match === undefined ? undefined : { paths: path, match };
}

/** @throws KmscryptError where a path leads to nothing, or to what cannot be encrypted, such as an alias */
function checkFound({ document }: Selected, path: string): void {
  const isBelow = selectorOf({ paths: [path] }, document);
  if (!document.fields().some((field) => isBelow(field.path))) document.valueAt(document.path(path));
}

function isNothing({ type, text }: OutlineValue): boolean {
  return type === 'null' || text.trim() === '';
}
