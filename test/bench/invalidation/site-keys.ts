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
 * The keys of a site of so many objects, in no order: pages in folders of their own and pages beside each other, images by day
 * in several sizes, assets with a hash in their names, and downloads whose names are not ASCII. Always the same.
 */
export function* siteKeys(count: number): Iterable<string> {
  const random = randomNumbers(count);
  const below = (limit: number): number => Math.floor(random() * limit);
  const word = (): string => WORDS[below(WORDS.length)] ?? '';
  const date = (): string => `${2010 + below(16)}/${twoDigits(1 + below(12))}`;
  for (let index = 0; index < count; index += 1) {
    const kind = random();
    if (kind < 0.2) yield `${word()}/${word()}/${word()}-${word()}-${index}/index.html`;
    else if (kind < 0.35) yield `${word()}/${date()}/${word()}-${index}.html`;
    else if (kind < 0.8) {
      yield `images/${date()}/${twoDigits(1 + below(28))}/IMG_${index}${SIZES[below(SIZES.length)]}.jpg`;
    } else if (kind < 0.98) yield `assets/${word()}-${index}.${hash(random())}.${['js', 'css'][below(2)]}`;
    else yield `downloads/${word()}/Prüfbericht ${index} (日本語).pdf`;
  }
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

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** What stands for the hash of a content. */
export function hash(random: number): string {
  return Math.floor(random * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
