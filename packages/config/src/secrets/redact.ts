import { formsOf, SHORTEST } from './forms.ts';
import { redactRanges, withoutPartsOfWords } from './ranges.ts';
import { TextIndex } from './text-index.ts';

/** How many plaintexts the process remembers at most: the newest. */
const MOST = 10_000;
/** And how many characters of them, in UTF-16 code units; those of the newest run stay even so. */
const MOST_CHARACTERS = 2 ** 22;

/** The one state of this package: what the process has loaded, so that a log pipeline needs to know no config. */
const remembered = new Set<string>();
const index = new TextIndex();
/** Remembered, but not in the index yet: who never calls {@link redact} does not pay for it. */
const unfiled = new Set<string>();
let characters = 0;

/**
 * Takes all secrets that this process has loaded out of a text, for log pipelines: in plain, as JSON, util.inspect and URLs
 * write them, in base64, and each line (of 8 characters or more) of those that have several.
 *
 * Plaintexts of fewer than 4 characters are not looked for, and those of fewer than 8 not within words. The 10,000 newest are
 * remembered (and 4 Mi characters, or all of the newest run), also after they have been rotated.
 *
 * @example
 * logger.write = (line) => process.stdout.write(redact(line));
 */
export function redact(text: string): string {
  fileAll();
  return redactRanges(text, withoutPartsOfWords(text, index.find(text)));
}

/** Makes the plaintexts of a run known to {@link redact}. */
export function rememberSecrets(plaintexts: readonly string[]): void {
  const run = new Set(plaintexts.filter(({ length }) => length >= SHORTEST));
  for (const plaintext of run) {
    // The newest stand last.
    if (remembered.delete(plaintext)) remembered.add(plaintext);
    else remember(plaintext);
  }
  for (const plaintext of remembered) {
    const isTooMuch = characters > MOST_CHARACTERS && !run.has(plaintext);
    if (remembered.size <= MOST && !isTooMuch) break;
    forget(plaintext);
  }
}

/** How much is kept, for tests. */
export function rememberedCounts(): { readonly plaintexts: number; readonly forms: number } {
  fileAll();
  return { plaintexts: remembered.size, forms: index.size };
}

function remember(plaintext: string): void {
  remembered.add(plaintext);
  unfiled.add(plaintext);
  characters += plaintext.length;
}

/** Puts what was remembered since the last time into the index. */
function fileAll(): void {
  for (const plaintext of unfiled) for (const form of formsOf(plaintext)) index.add(form);
  unfiled.clear();
}

function forget(plaintext: string): void {
  remembered.delete(plaintext);
  characters -= plaintext.length;
  if (unfiled.delete(plaintext)) return;
  // Made anew rather than kept: they are several times as large.
  for (const form of formsOf(plaintext)) index.remove(form);
}
