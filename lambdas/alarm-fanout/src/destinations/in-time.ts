/** A signal that ends with another, or after so many seconds. */
export function inTime(signal: AbortSignal, seconds: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
}
