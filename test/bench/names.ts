/** The name of a secret. */
export function keyOf(index: number): string {
  return `key${digits(index)}`;
}

/** Its value. */
export function valueOf(index: number): string {
  return `value${digits(index)}`;
}

/** What it is called at Secrets Manager and SSM. */
export function pathOf(index: number): string {
  return `/bench/${keyOf(index)}`;
}

/** What is stored there: the endpoint keeps nothing, a path says what is at it. */
export function valueAt(path: string): string {
  const [, number] = /\/key(\d+)$/.exec(path) ?? [];
  if (number === undefined) throw new Error(`nothing is stored at ${path}`);
  return valueOf(Number(number));
}

function digits(index: number): string {
  return String(index).padStart(4, '0');
}
