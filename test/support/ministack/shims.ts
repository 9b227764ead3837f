import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the launcher adds to the emulator, with how, by name. */
export interface Shims {
  /** Types of CloudFormation that the emulator does not know. */
  readonly types: Readonly<Record<string, string>>;
  /** Types that it knows, and that are corrected. */
  readonly corrected: Readonly<Record<string, string>>;
  /** Operations, and other behaviour. */
  readonly operations: Readonly<Record<string, string>>;
}

/** Reads the launcher's own list; the launcher does not start where it differs from what it adds. */
export function readShims(): Shims {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'launch', 'shims.json'), 'utf8')) as Shims;
}
