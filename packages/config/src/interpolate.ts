import { ConfigError } from './error.ts';

/** `$${` is a `${` as it is; `${VAR}`, `${VAR:-text}` where VAR is not set or empty. */
const REFERENCE = /\$\$\{|\$\{([^}]*)\}/gu;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/u;

/**
 * Puts variables into a text.
 *
 * @param lookup tells a variable; undefined where there is none. What it tells may hold `${VAR}` itself.
 * @returns the text, or why it cannot be: `VARIABLE_MISSING`, `CIRCULAR`
 */
export function interpolate(
  text: string,
  lookup: (name: string) => { readonly text: string; readonly expands: boolean } | undefined,
): string | ConfigError {
  const problems: ConfigError[] = [];
  const expand = (part: string, within: readonly string[]): string =>
    part.replace(REFERENCE, (all, inner: string | undefined) => {
      if (inner === undefined) return '${';
      const [, name = inner, fallback] = /^(.*?):-(.*)$/su.exec(inner) ?? [];
      if (!NAME.test(name))
        return refuse('VARIABLE_MISSING', `${all} names no variable; write $\${ for a plain \${`);
      if (within.includes(name))
        return refuse('CIRCULAR', `\${${name}} holds itself: ${[...within, name].join(' → ')}`);
      const found = lookup(name);
      if (found !== undefined && found.text !== '') {
        return found.expands ? expand(found.text, [...within, name]) : found.text;
      }
      if (fallback !== undefined) return fallback;
      if (found !== undefined) return '';
      return refuse(
        'VARIABLE_MISSING',
        `the variable ${name} is not set; set it, or write \${${name}:-default}`,
      );
    });
  const refuse = (code: 'VARIABLE_MISSING' | 'CIRCULAR', reason: string): string => {
    problems.push(new ConfigError(code, reason));
    return '';
  };
  const expanded = expand(text, []);
  return problems[0] ?? expanded;
}
