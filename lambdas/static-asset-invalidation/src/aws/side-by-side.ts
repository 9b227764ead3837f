/**
 * Works on all, so many at once. Where one fails no more are begun.
 *
 * @throws the first failure, once nothing is under way any more
 */
export async function sideBySide<T>(
  all: readonly T[],
  most: number,
  work: (each: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const left = all.values();
  const worker = async (): Promise<void> => {
    // The workers share the one iterator.
    for (const each of left) {
      if (failures.length > 0) return;
      try {
        await work(each);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
