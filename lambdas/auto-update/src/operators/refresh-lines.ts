import { spanText } from '@kmscrypt/lambda';
import type { RefreshState } from '../refresh-state.ts';
/** How far the refresh of a run is, and what is waited for. */
export function refreshLines(refresh: RefreshState | undefined, now: number): readonly string[] {
  if (refresh === undefined) return ['nothing has been begun yet'];
  const { phase, since, from, version, image, percent, reason, refused } = refresh;
  return [
    `${phase} for ${spanText(now - since)}${percent === undefined ? '' : `, ${percent} %`}${reason === undefined ? '' : `: ${reason}`}`,
    `waits until ${WAITS[phase]}`,
    `from ${from.image} (version ${from.version} of ${refresh.template}) to ${image.id}${version === undefined ? '' : ` (version ${version})`}`,
    ...(refresh.refresh === undefined ? [] : [`instance refresh ${refresh.refresh}`]),
    ...(refused === undefined ? [] : [`AWS refuses it: ${refused}`]),
  ];
}

const WAITS: Readonly<Record<RefreshState['phase'], string>> = {
  versioning: 'there is a version of the template with the image',
  starting: 'AWS has begun the instance refresh',
  refreshing: 'AWS has replaced every host',
  verifying: 'every host has had the image, and served, for as long as the soak',
  'rolling-back': 'AWS has brought the group back to the image that it had',
};
