/**
 * Whether a printable line can stand unquoted and every reader takes it for a string: not only YAML 1.2's core schema
 * (section 10.3.2), but also YAML 1.1 (https://yaml.org/type/), whose booleans, octals, numbers in base 60,
 * timestamps, `<<` and `=` PyYAML knows. Rather too strict than too lax: quoting is always right.
 */
export function readsAsString(value: string, inFlow: boolean): boolean {
  return (
    /^[^\s\-?:,[\]{}#&*!|>'"%@`]/u.test(value) &&
    !/\s$|:$|:\s|\s#/u.test(value) &&
    !/^(?:---|\.\.\.)/u.test(value) &&
    !(inFlow && /[,[\]{}?]/u.test(value)) &&
    !/^(?:~|null|true|false|yes|no|on|off|y|n|<<|=)$/iu.test(value) &&
    !looksLikeNumber(value)
  );
}

function looksLikeNumber(value: string): boolean {
  return /^[-+.]*[0-9][-+0-9_.:,a-fxoetz\s]*$/iu.test(value) || /^[-+]?\.(?:inf|nan)$/iu.test(value);
}
