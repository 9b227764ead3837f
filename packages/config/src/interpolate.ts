import { ConfigError } from './error.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/u;
/** Of what is no name, in a message. */
const LONGEST_SHOWN = 40;
/** What a text may become, in UTF-16 code units: variables that hold others more than once grow without end. */
const LONGEST = 2 ** 20;
const TOO_LONG = `it becomes longer than ${LONGEST} characters once its variables are put in`;
/** Of variables in variables and defaults in defaults. */
const DEEPEST = 256;
const TOO_DEEP = `it leads through more than ${DEEPEST} variables`;

/** Tells a variable; undefined where there is none. What it tells may hold `${VAR}` itself. */
export type Lookup = (name: string) => { readonly text: string; readonly expands: boolean } | undefined;

/** What a text became, or why it cannot be: problems by what they say. */
export interface Expansion {
  readonly text: string;
  readonly problems: ReadonlyMap<string, ConfigError>;
}

/**
 * Puts variables into a text: `${VAR}`, and `${VAR:-default}` where VAR is not set or empty; a default may hold variables with
 * defaults. `$${` is a `${` as it is; so is one whose brace is never closed.
 *
 * @param known variables that were expanded for other texts; takes those of this one.
 * @returns the text, or all of why it cannot be, each once: `VARIABLE_MISSING`, `CIRCULAR`, `TOO_DEEP`
 */
export function interpolate(
  text: string,
  lookup: Lookup,
  known: Map<string, Expansion> = new Map(),
): string | readonly ConfigError[] {
  const expanded = expand(text, [], { lookup, known });
  return expanded.problems.size === 0 ? expanded.text : [...expanded.problems.values()];
}

interface Variables {
  readonly lookup: Lookup;
  readonly known: Map<string, Expansion>;
}

/** @param within the variables whose text it is, outermost first. */
function expand(text: string, within: readonly string[], { lookup, known }: Variables): Expansion {
  const problems = new Map<string, ConfigError>();
  const ends = closingBraces(text);

  const refuse = (code: 'VARIABLE_MISSING' | 'CIRCULAR' | 'TOO_DEEP', reason: string): string => {
    problems.set(reason, new ConfigError(code, reason));
    return '';
  };
  const part = (from: number, to: number, depth: number): string => {
    if (within.length + depth > DEEPEST) return refuse('TOO_DEEP', TOO_DEEP);
    let made = '';
    let done = from;
    for (let at = text.indexOf('${', from); at !== -1 && at < to; at = text.indexOf('${', at)) {
      const isEscape = at > done && text[at - 1] === '$';
      const end = isEscape ? undefined : ends.get(at + 1);
      at += 2;
      if (isEscape) made += `${text.slice(done, at - 3)}\${`;
      else if (end === undefined) continue;
      else {
        made += text.slice(done, at - 2) + reference(at, end, depth);
        at = end + 1;
      }
      done = at;
      if (made.length > LONGEST) return refuse('TOO_DEEP', TOO_LONG);
    }
    made += text.slice(done, to);
    return made.length > LONGEST ? refuse('TOO_DEEP', TOO_LONG) : made;
  };
  const reference = (from: number, to: number, depth: number): string => {
    const inner = text.slice(from, to);
    const mark = inner.indexOf(':-');
    const name = mark === -1 ? inner : inner.slice(0, mark);
    if (!NAME.test(name)) {
      const shown = name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name;
      return refuse('VARIABLE_MISSING', `\${${shown}} names no variable; write $\${ for a plain \${`);
    }
    if (within.includes(name)) {
      return refuse('CIRCULAR', `\${${name}} holds itself: ${[...within, name].join(' → ')}`);
    }
    const found = lookup(name);
    if (found !== undefined && found.text !== '')
      return found.expands ? ofVariable(name, found.text) : found.text;
    if (mark !== -1) return part(from + mark + 2, to, depth + 1);
    if (found !== undefined) return '';
    return refuse(
      'VARIABLE_MISSING',
      `the variable ${name} is not set; set it, or write \${${name}:-default}`,
    );
  };
  const ofVariable = (name: string, own: string): string => {
    const expansion = known.get(name) ?? expand(own, [...within, name], { lookup, known });
    known.set(name, expansion);
    for (const [reason, problem] of expansion.problems) problems.set(reason, problem);
    return expansion.text;
  };
  const made = part(0, text.length, 0);
  return { text: problems.size === 0 ? made : '', problems };
}

/** By where a brace opens, where it closes. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: brace, index } of text.matchAll(/[{}]/gu)) {
    if (brace === '{') open.push(index);
    else {
      const start = open.pop();
      if (start !== undefined) ends.set(start, index);
    }
  }
  return ends;
}
