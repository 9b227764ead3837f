import { CliError } from './cli-error.ts';
import { systemCode } from './system-code.ts';

const DONE = { INPUT_FAILED: 'read', OUTPUT_FAILED: 'written' } as const;

/** A failed system call on a file, with the cure of its code where `cures` has one. */
export function fileError(
  code: keyof typeof DONE,
  source: string,
  { cause, cures }: { readonly cause: unknown; readonly cures: Readonly<Record<string, string>> },
): CliError {
  const reason = systemCode(cause);
  const cure = cures[reason];
  const hints = cure === undefined ? [] : [cure];
  return new CliError(code, `cannot be ${DONE[code]}: ${reason}`, { cause, source, hints });
}
