import { positionAt } from '@kmscrypt/core/position';
import { findTokens } from '@kmscrypt/core/token';
import { formatPath } from '@kmscrypt/core/documents';
import { CliError } from '../errors/cli-error.ts';
import type { Shown } from './shown.ts';

/** Shorter texts occur by chance. */
const SHORTEST = 6;
/** Of a secret of several lines, a line of this length is telling. */
const SHORTEST_LINE = 16;

/**
 * Refuses a result in which a secret that was shown stands as text: commented out, or within another value.
 *
 * @param before the file as it was: what stood there as text already is no secret of it.
 * @throws CliError `SECRET_EXPOSED` with the place
 */
export function refuseExposed(before: string, after: string, shown: Shown): void {
  const [old, now] = [withoutTokens(before), withoutTokens(after)];
  for (const { path, pieces = [] } of shown.fields) {
    for (const { text, token } of pieces) {
      if (token === undefined) continue;
      const exposed = needlesOf(text).find((needle) => now.includes(needle) && !old.includes(needle));
      if (exposed === undefined) continue;
      const position = positionAt(now, now.indexOf(exposed));
      throw new CliError('SECRET_EXPOSED', `${formatPath(path)} would stand here as plaintext`, { position });
    }
  }
}

// As it is, as it stands in quotes, and its lines.
function needlesOf(secret: string): readonly string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const lines = secret.includes('\n') ? secret.split('\n').map((line) => line.trim()) : [];
  return [
    ...[secret, escaped].filter((text) => text.trim().length >= SHORTEST),
    ...lines.filter((line) => line.length >= SHORTEST_LINE),
  ];
}

/** The text with as many blanks in place of each token, so that places stay. */
function withoutTokens(text: string): string {
  let output = '';
  let from = 0;
  for (const { start, end } of findTokens(text)) {
    output += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return output + text.slice(from);
}
