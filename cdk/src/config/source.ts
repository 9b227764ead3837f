import type { Path } from './path.ts';

/** In a file; both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a config was read from, so that problems can be told with their places. */
export interface ConfigSource {
  /** As the caller called it; undefined: there is no file. */
  readonly file?: string | undefined;
  /** Of a value, or of the nearest that it would be in; undefined: not known. */
  position(path: Path): Position | undefined;
  /** Of a key; undefined: not known. */
  keyPosition(path: Path): Position | undefined;
  /** How a number or text is written, such as `012345678901`; undefined: not known. */
  text(path: Path): string | undefined;
}

/** A source of which no positions are known: a module, or a value that a program made. */
export function unplaced(file?: string): ConfigSource {
  return { file, position: () => undefined, keyPosition: () => undefined, text: () => undefined };
}
