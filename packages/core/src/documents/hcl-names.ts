/** A name of HCL, at a place: a letter or `_`, then letters, digits, `_` and `-`. */
export const HCL_NAME: RegExp = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

export function isHclName(text: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(text);
}
