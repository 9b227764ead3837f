/** What a caller without types may give. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- any type, as such a caller has none
export function untyped<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that is what it is for
  return value as T;
}
