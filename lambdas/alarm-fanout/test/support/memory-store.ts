import type { Store, StoredItem } from '../../src/store.ts';

/** A store in memory that behaves as DynamoDB does: what is kept is a copy, and versions count. */
export function memoryStore(): Store & { readonly items: ReadonlyMap<string, StoredItem> } {
  const items = new Map<string, StoredItem>();
  return {
    items,
    get: async (keys) => {
      const found = keys.flatMap((key) => {
        const item = items.get(key);
        return item === undefined
          ? []
          : [[key, { value: structuredClone(item.value), version: item.version }] as const];
      });
      return new Map(found);
    },
    put: async (item) => {
      if ((items.get(item.key)?.version ?? 0) !== item.version) return false;
      items.set(item.key, {
        ...item,
        value: JSON.parse(JSON.stringify(item.value)),
        version: item.version + 1,
      });
      return true;
    },
  };
}
