/** One UTF-16 unit as `\uXXXX`, as TOML, HCL and Java's properties write it. */
export function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
