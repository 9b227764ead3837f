/** `message`, `message 2`, … */
export function partName(name: string, index: number): string {
  return index === 0 ? name : `${name} ${index + 1}`;
}
