/** A config that has been read, validated and, where that is wanted, wrapped. */
export interface Loaded<Config> {
  readonly config: Config;
}
