/** The code of a failed system call, such as `ENOENT`, for the text of an error. */
export function errnoOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
}
