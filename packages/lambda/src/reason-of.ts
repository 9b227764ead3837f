/** What an error says, for the log, in one line; of what is not an error, no more than its type. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll(/\s+/gu, ' ') : `a ${typeof error} was thrown`;
}
