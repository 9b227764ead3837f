import type { Layout } from './layout.ts';

/** What `init` writes a config of. */
export interface Answers {
  readonly layout: Layout;
  /** Begins the names of stacks, roles and buckets. */
  readonly name: string;
  readonly region: string;
  /** Names, in the order of promotion. */
  readonly environments: readonly string[];
  /** Number by name: `security`, `shared-services`, `logs`, environments; or `all`. What has none gets a placeholder. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Of production; each other environment has one below it. Default none. */
  readonly domain?: string | undefined;
  /** Who is told of alarms; default nobody. */
  readonly email?: string | undefined;
}
