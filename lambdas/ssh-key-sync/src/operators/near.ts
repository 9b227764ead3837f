/** How many names are told. */
const MOST = 5;

/** Names that are like the one that is meant, the nearest first; where none is, the first of them. */
export function near(meant: string, names: Iterable<string>): readonly string[] {
  const ranked = [...new Set(names)]
    .map((name) => ({ name, distance: distance(meant.toLowerCase(), name.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance || one.name.localeCompare(other.name));
  const alike = ranked.filter((each) => each.distance <= Math.max(2, meant.length / 3));
  return (alike.length > 0 ? alike : ranked).slice(0, MOST).map(({ name }) => name);
}

/** The same for people, with how many more there are. */
export function nearWords(meant: string, names: Iterable<string>): string {
  const all = new Set(names);
  if (all.size === 0) return 'there is none';
  const nearest = near(meant, all);
  const more = all.size - nearest.length;
  return more === 0 ? `there are: ${nearest.join(', ')}` : `such as ${nearest.join(', ')}, and ${more} more`;
}

/** Letters to change, add or leave out (Levenshtein); 0 for a beginning, which is likely meant. */
function distance(one: string, other: string): number {
  if (one !== '' && other.startsWith(one)) return 0;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const change = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(change, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
