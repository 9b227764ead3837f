/** What folders and files are called. */
const WORDS = [
  'about',
  'archive',
  'blog',
  'career',
  'community',
  'docs',
  'event',
  'guide',
  'intro',
  'journal',
  'legal',
  'news',
  'order',
  'partner',
  'press',
  'product',
  'review',
  'shop',
  'support',
  'team',
];
const SIZES = ['', '-300x200', '-768x512', '-1536x1024'];

/**
 * The keys of a site of so many objects, in no order: pages in folders of their own and pages beside each other, images by month
 * in several sizes, assets with a hash in their names, and downloads whose names are not ASCII. Always the same.
 */
export function siteKeys(count: number): readonly string[] {
  const random = randomNumbers(count);
  const below = (limit: number): number => Math.floor(random() * limit);
  const word = (): string => WORDS[below(WORDS.length)] ?? '';
  const digits = (limit: number): string => String(1 + below(limit)).padStart(2, '0');
  const keyOf = (index: number): string => {
    const kind = random();
    if (kind < 0.2) return `${word()}/${word()}/${word()}-${word()}-${index}/index.html`;
    if (kind < 0.35) return `${word()}/${2010 + below(16)}/${digits(12)}/${word()}-${index}.html`;
    if (kind < 0.8) {
      return `images/${2010 + below(16)}/${digits(12)}/${digits(28)}/IMG_${index}${SIZES[below(SIZES.length)]}.jpg`;
    }
    if (kind < 0.98) return `assets/${word()}-${index}.${hex(random())}.${['js', 'css'][below(2)]}`;
    return `downloads/${word()}/Prüfbericht ${index} (日本語).pdf`;
  };
  return Array.from({ length: count }, (_, index) => keyOf(index));
}

/** Numbers from 0 to 1 that look like chance: xorshift32 by G. Marsaglia. */
export function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function hex(number: number): string {
  return Math.floor(number * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
