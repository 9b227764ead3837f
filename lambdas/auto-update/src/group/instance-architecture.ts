/**
 * The architecture of an instance type by its name: `arm64` where its family is a Graviton one (Amazon EC2 instance types, naming
 * conventions: `g` after the generation), else `x86_64`. Undefined for names of another form.
 */
export function architectureOfType(type: string): 'arm64' | 'x86_64' | undefined {
  const [, family, options] = /^([a-z]+)\d+([a-z]*)[-.]/u.exec(type) ?? [];
  if (family === undefined || family === 'mac') return undefined;
  return family === 'a' || options?.includes('g') === true ? 'arm64' : 'x86_64';
}
