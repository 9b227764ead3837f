import { isAsked } from '../due.ts';
import type { GroupView, RefreshPlanInput } from '../groups.ts';
import { runId } from '../plan/begin-run.ts';
import type { Image } from '../release.ts';
import { type HostBefore, MOST_BEFORE } from '../refresh-state.ts';
import type { Run } from '../state.ts';
import { sourceOf } from './source.ts';

/** A run that brings the group to this image, where it is not there yet. @param isThere then it is verified alone */
export function newRun(
  { following, state, control, releases, now }: RefreshPlanInput,
  group: GroupView,
  { image, isThere }: { readonly image: Image; readonly isThere: boolean },
): Run {
  const id = runId(following.name, now);
  const release = releases.kind === 'promoted' ? releases.release : { id, pins: {} };
  return {
    id,
    began: now,
    cause: isAsked(control, state.last, now) ? 'asked' : 'schedule',
    fleet: following,
    size: group.desired,
    release: { ...release, image },
    canaries: [],
    refresh: {
      phase: isThere ? 'verifying' : 'versioning',
      since: now,
      template: group.template?.id ?? '',
      from: sourceOf(group) ?? { version: 0, image: '' },
      before: hostsBefore(group, image),
      image,
    },
    ...(isThere ? {} : { isTold: true as const }),
  };
}

function hostsBefore({ hosts }: GroupView, image: Image): readonly HostBefore[] {
  const lacking = hosts.filter((host) => host.image !== image.id);
  const others = hosts.filter((host) => host.image === image.id);
  return [...lacking, ...others].slice(0, MOST_BEFORE).map(({ id, zone, image: had, name }) => ({
    id,
    zone,
    image: had,
    ...(name === undefined ? {} : { name }),
  }));
}
