/** The `code` of a system error, such as `ENOSPC`, else its message; for the text of an error. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
