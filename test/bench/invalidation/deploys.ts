import { hash, randomNumbers } from './site-keys.ts';

/** What happens to a bucket. */
export interface Deploy {
  readonly name: string;
  /** Keys that are written, and keys that are removed. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** All other keys. */
  readonly unchanged: readonly string[];
}

const SECTIONS = ['about', 'blog', 'docs', 'news', 'products', 'support'];
const PAGES_A_SECTION = 9;
const CATEGORIES = 20;

/** Deploys as they are often seen. */
export const DEPLOYS: readonly Deploy[] = [fullBuild(), editOfOnePage(), bulkLoad()];

/** A generator writes all 60 pages anew, and 400 scripts and styles under new hashes in place of the old ones; 4,540 images stay. */
function fullBuild(): Deploy {
  const images = range(4_540).map((index) => `images/${index % 12}/photo-${index}.jpg`);
  return {
    name: 'full build',
    written: [...pages(), ...assets(1)],
    removed: assets(2),
    unchanged: images,
  };
}

/** A CMS writes one page and what lists it: the section, the home page, the feed and the site map. */
function editOfOnePage(): Deploy {
  const { written, unchanged } = fullBuild();
  const edited = ['index.html', 'blog/index.html', 'blog/post-4/index.html', 'feed.xml', 'sitemap.xml'];
  return {
    name: 'edit of one page',
    written: edited,
    removed: [],
    unchanged: [...written, ...unchanged].filter((key) => !edited.includes(key)),
  };
}

/** A shop adds 25 articles with 4 images each to each of 20 categories, which have 250 each. */
function bulkLoad(): Deploy {
  const images = (from: number, to: number): readonly string[] =>
    range(CATEGORIES).flatMap((category) =>
      range(to - from).flatMap((article) =>
        range(4).map((view) => `catalogue/category-${category}/${number(from + article)}/view-${view}.jpg`),
      ),
    );
  return {
    name: 'bulk load of images',
    written: images(250, 275),
    removed: [],
    unchanged: images(0, 250),
  };
}

/** 60 in all, each in a folder of its own. */
function pages(): readonly string[] {
  const ofSections = SECTIONS.flatMap((section) => [
    `${section}/index.html`,
    ...range(PAGES_A_SECTION - 1).map((page) => `${section}/post-${page}/index.html`),
  ]);
  return ['index.html', ...range(5).map((page) => `page-${page}/index.html`), ...ofSections];
}

function assets(seed: number): readonly string[] {
  const random = randomNumbers(seed);
  return range(400).map(
    (index) => `assets/chunk-${index}.${hash(random())}.${index % 4 === 0 ? 'css' : 'js'}`,
  );
}

function number(index: number): string {
  return String(index).padStart(4, '0');
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
