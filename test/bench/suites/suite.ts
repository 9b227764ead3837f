import type { Stage } from '../stage.ts';
import type { Table } from '../table.ts';

/** One table of the bench. */
export interface Suite {
  /** What the command line's filter looks at. */
  readonly name: string;
  run(stage: Stage): Promise<Table>;
}
