import { formatOfFile } from '@kmscrypt/core/documents';
import { positionsOf } from '@kmscrypt/core/position';
import { findTokens } from '@kmscrypt/core/token';
import { placedTokens } from '../config-file/placed-tokens.ts';
import type { FoundRules } from '../settings/find-rules.ts';
import type { Finding, Spot } from './finding.ts';
import { isBinary, LEAK_HINT } from './prefilter.ts';
import { readValues } from './reading.ts';
import { badTokens, inspectTokens, needsPaths } from './tokens.ts';
import { isWaived } from './waivers.ts';

/** A file to judge. */
export interface Subject {
  /** As findings call it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly found: FoundRules;
}

/** Finds what is wrong in a file, in the order of its text. */
export async function findingsIn(subject: Subject): Promise<readonly Finding[]> {
  const { name, path, bytes, found } = subject;
  const text = bytes.toString('utf8');
  const format = found.rule?.format ?? formatOfFile(path);
  const binary = isBinary(bytes);
  const tokens = findTokens(text);
  const inspected = await inspectTokens(tokens.map(({ token }) => token));

  // A picture below a folder whose files a rule encrypts holds no values; that JSON is binary is a fault.
  const selection = binary && format === undefined ? undefined : found.rule?.encrypt;
  const bind = tokens.length === 0 ? undefined : found.rule?.bind;
  const demands = selection !== undefined || bind === 'path' || (bind === 'file' && format !== undefined);
  const { document, fault } =
    demands || needsPaths(inspected, subject) ? await readValues(text, bytes, format) : {};

  const spots = [badTokens(document ? placedTokens(document) : tokens, inspected, subject)];
  if (document && selection) {
    const { plaintextsIn } = await import('./plaintexts.ts');
    spots.push(plaintextsIn({ name, document, found }));
  }
  if (!binary && LEAK_HINT.test(text)) {
    const { leaksIn } = await import('./leaks.ts');
    spots.push(leaksIn(text));
  }
  const standing = spots.flat().filter((spot) => !isWaived(spot, text));
  const findings = inPlace(standing, name, text);
  return demands && fault ? [{ kind: 'unreadable', file: name, ...fault }, ...findings] : findings;
}

function inPlace(spots: readonly Spot[], file: string, text: string): Finding[] {
  const sorted = spots.toSorted((one, other) => one.offset - other.offset);
  const positions = positionsOf(
    text,
    sorted.map(({ offset }) => offset),
  );
  return sorted.map(({ kind, path, message }, index) => {
    const position = positions[index] ?? { line: 1, column: 1 };
    return { kind, file, ...position, ...(path === undefined ? {} : { path }), message };
  });
}
