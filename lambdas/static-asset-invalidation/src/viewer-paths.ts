import type { Site } from './config.ts';
import { browserSpelling, spellingsOf } from './spellings.ts';

/** A path under which viewers may have cached an object. */
export interface ViewerPath {
  /** Begins with `/`; encoded as CloudFront wants it. */
  readonly path: string;
  /** Only a trailing `*` covers it. */
  readonly isOpen: boolean;
}

/**
 * Tells under which paths viewers may have cached an object, each once; none where the site's OriginPath leaves it out. The site's
 * prefix is not looked at.
 */
export function viewerPaths(site: Site, key: string): readonly ViewerPath[] {
  const served = servedPath(site, key);
  if (served === undefined) return [];
  return [served, ...aliases(site, served)].flatMap((path) => {
    const isFile = path === served && !path.endsWith('/');
    return spellingsOf(path, site.spellings).flatMap((spelling) => cachedAs(spelling, site, isFile));
  });
}

/** The path of an object as browsers write it; undefined where the site does not serve it. */
export function browserPath(site: Site, key: string): string | undefined {
  const served = servedPath(site, key);
  return served === undefined ? undefined : browserSpelling(served);
}

/** The path of an object before it is encoded. */
function servedPath({ originPath }: Site, key: string): string | undefined {
  const path = `/${key}`;
  if (originPath === '') return path;
  return path.startsWith(`${originPath}/`) ? path.slice(originPath.length) : undefined;
}

/** Other paths that lead to the same object. */
function aliases({ indexDocuments, cleanUrls }: Site, path: string): readonly string[] {
  const name = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, name - 1);
  const found: string[] = [];
  if (indexDocuments.includes(path.slice(name))) {
    found.push(`${folder}/`);
    // Without its slash the root is nothing, and a folder without a name is another folder.
    if (folder !== '' && !folder.endsWith('/')) found.push(folder);
  }
  if (cleanUrls && path.endsWith(HTML) && path.length - name > HTML.length) {
    found.push(path.slice(0, -HTML.length));
  }
  return found;
}

const HTML = '.html';

/**
 * Where query strings are cached, `/a.css*` drops a file with all of them. What other paths begin with, folders and clean URLs,
 * would drop those too, and the root would drop all there is; that is two paths, itself and what its query strings follow.
 */
function cachedAs(path: string, { queryStrings }: Site, isFile: boolean): readonly ViewerPath[] {
  if (queryStrings === 'ignored') return [{ path, isOpen: false }];
  if (isFile) return [{ path, isOpen: true }];
  return [
    { path, isOpen: false },
    { path: `${path}?`, isOpen: true },
  ];
}
