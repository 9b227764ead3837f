/** How configs are read; {@link nodeFiles} is the one of a process. */
export interface ConfigFiles {
  /** Names of what is in a folder; undefined where there is no folder of this name. */
  list(folder: string): Promise<readonly string[] | undefined>;
  /** The text of a file in UTF-8; rejects where it cannot be read. */
  read(file: string): Promise<string>;
  /** What a module exports; rejects where it cannot be loaded. */
  load(file: string): Promise<Readonly<Record<string, unknown>>>;
}
