import { readFileSync } from 'node:fs';

/**
 * An acceptance script: a text file of commands and what they leave.
 *
 *     # a comment
 *     needs: kms openssl    what the runner has to have: kms, or a program on PATH
 *     $ echo hi | kmscrypt …    a command of bash; exports and functions last to the end of the file
 *     > | cat                   … and its next lines
 *     hi                    stdout, line by line; the last line ends in ` (no-eol)` where it ends without a newline
 *     ! kmscrypt: error: *  stderr, line by line; none means that it is empty
 *     ? 3                   the status; none means 0
 *
 * `*` stands for anything within a line (`\*` for itself), `…` alone on a line for any number of lines. Empty lines are
 * skipped: `\e` stands for an empty line of stdout, and `\#` for a `#` at the beginning of one.
 */
export interface Script {
  readonly needs: readonly string[];
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly line: number;
  readonly command: string;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly status: number;
}

export function readScript(path: string): Script {
  return parseScript(readFileSync(path, 'utf8'), path);
}

/** Reads the text of a script; `path` is its name in errors. */
export function parseScript(script: string, path: string): Script {
  const needs: string[] = [];
  const blocks: { line: number; command: string; stdout: string[]; stderr: string[]; status: number }[] = [];
  for (const [index, text] of script.split('\n').entries()) {
    const block = blocks.at(-1);
    if (text === '' || text.startsWith('#')) continue;
    if (text.startsWith('needs: ') && block === undefined) needs.push(...text.slice(7).split(/[ ,]+/));
    else if (text.startsWith('$ ')) {
      blocks.push({ line: index + 1, command: text.slice(2), stdout: [], stderr: [], status: 0 });
    } else if (block === undefined) throw new Error(`${path}:${index + 1}: a command comes first`);
    else if (text.startsWith('> ')) block.command += `\n${text.slice(2)}`;
    else if (text.startsWith('! ')) block.stderr.push(text.slice(2));
    else if (text.startsWith('? ')) block.status = Number(text.slice(2));
    else block.stdout.push(text === '\\e' ? '' : text.replace(/^\\#/, '#'));
  }
  return { needs, blocks };
}

const NO_EOL = ' (no-eol)';

/** What a command left, in the words of the script: what fits its pattern reads like the pattern, so that a diff is short. */
export function transcribe(
  block: Block,
  actual: { stdout: string; stderr: string; status: number | null },
): string {
  return render(block, {
    stdout: fit(block.stdout, linesOf(actual.stdout)),
    stderr: fit(block.stderr, linesOf(actual.stderr)),
    status: actual.status,
  });
}

export function render(
  { line, command }: Block,
  { stdout, stderr, status }: { stdout: readonly string[]; stderr: readonly string[]; status: number | null },
): string {
  const left = [...stdout, ...stderr.map((text) => `! ${text}`), `? ${status}`];
  return [`line ${line}`, `$ ${command}`, ...left].join('\n');
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.endsWith('\n') ? text.slice(0, -1).split('\n') : `${text}${NO_EOL}`.split('\n');
}

function fit(patterns: readonly string[], lines: readonly string[]): readonly string[] {
  const source = patterns.map((pattern) => {
    if (pattern === '…') return '(?:[^\\n]*\\n)*';
    const parts = pattern
      .split(/(\\\*|\*)/)
      .map((part) => (part === '*' ? '[^\\n]*' : escape(part.replace('\\*', '*'))));
    return `${parts.join('')}\\n`;
  });
  const fits = new RegExp(`^${source.join('')}$`).test(lines.map((line) => `${line}\n`).join(''));
  return fits ? patterns : lines;
}

function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
