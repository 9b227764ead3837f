/**
 * Stands in for the package string-width, with which yargs measures help texts. Ours are ASCII (tested), and the package
 * compiles patterns of all emoji when it loads: 24 ms, more than Node takes to start.
 */
// oxlint-disable-next-line import/no-default-export -- the shape of the package that it stands in for
export default function stringWidth(text: string): number {
  return text.length;
}
