/** What an error says, for the log; of what is not an error, no more than its type. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : `a ${typeof error} was thrown`;
}
