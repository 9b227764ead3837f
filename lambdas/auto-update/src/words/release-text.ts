import type { Release } from '../release.ts';

/**
 * What hosts are brought to, in words: `image ami-0abc (web 42)`, `pinned to releasever:2023.9.20260101 (amzn-2023)`, `the newest packages`.
 *
 * @param isPromoted whether an environment before has had the release: a platform that cannot be pinned then gets at least its versions
 */
export function releaseText({ id, image, pins }: Release, isPromoted: boolean): string {
  if (image !== undefined)
    return `image ${image.id}${image.name === undefined ? '' : ` (${image.name})`}${promotedText(id, isPromoted)}`;
  const pinned = Object.entries(pins)
    .filter(([, pin]) => pin !== 'none' && pin !== '')
    .map(([platform, pin]) => `pinned to ${pin} (${platform})`);
  const others = isPromoted ? 'at least what the environment before has' : 'the newest packages';
  const parts = pinned.length === 0 ? others : `${pinned.join(', ')}; other platforms: ${others}`;
  return `${parts}${promotedText(id, isPromoted)}`;
}

function promotedText(id: string, isPromoted: boolean): string {
  return isPromoted ? `, promoted from ${id}` : '';
}
