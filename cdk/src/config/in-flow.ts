/** A value in one line, as YAML and TypeScript both have it: `{ name: "stage", zones: 3 }`. */
export function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(
    ([key, each]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${inFlow(each)}`,
  );
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
