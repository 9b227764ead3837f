/** The name of the trail of every account of a config: the archive admits trails by it. */
export function trailNameOf(config: string): string {
  return `${config}-trail`;
}
