/** A time for people, UTC, such as `2026-11-22T04:00:00Z`. @param time in milliseconds since the epoch */
export function timeText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/u, 'Z');
}
