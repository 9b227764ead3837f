import type { CdkRun } from './cdk/run-cdk.ts';
import type { Terminal } from './terminal.ts';

/** What a command reaches the world by; tests give their own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Writes data to stdout. */
  readonly print: (text: string) => Promise<void>;
  /** Writes a line for people to stderr. */
  readonly tell: (line: string) => void;
  /** Absent where there is no terminal. */
  readonly openTerminal?: (() => Terminal) | undefined;
  /** Runs the program `cdk`; answers with how it ended. */
  readonly runCdk: CdkRun;
  /** In milliseconds. */
  readonly now: () => number;
  readonly node: {
    /** Such as `24.1.0`. */
    readonly version: string;
    /** Whether it runs modules in TypeScript: from 22.18 on. */
    readonly takesTypescript: boolean;
  };
}
