/** Where a value stands in a config: keys, and indices of lists. */
export type Path = readonly (string | number)[];

/** As messages have it: `environments[1].vpc.cidr`; the whole config is the empty text. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!/^[\w$-]+$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** Reads what {@link formatPath} writes; what it cannot read is left out. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(
    ([, index, quoted, key = '']): string | number => {
      if (index !== undefined) return Number(index);
      return quoted === undefined ? key : String(JSON.parse(quoted));
    },
  );
}
