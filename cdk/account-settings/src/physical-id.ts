import type { Held } from './setting.ts';

/** The physical id by which CloudFormation knows a resource: it says whether what it stands for goes with it, so that nothing else has to remember that. */
export function formatId(kind: string, { origin, id }: Held): string {
  return `${kind}/${origin}/${id}`;
}

/** @returns undefined for an id of no resource that came to be, such as CloudFormation's own after a creation that failed. */
export function parseId(kind: string, physicalId: string | undefined): Held | undefined {
  const [, ofKind, origin, id] = /^([^/]+)\/([^/]+)\/(.+)$/.exec(physicalId ?? '') ?? [];
  if (ofKind !== kind || id === undefined) return undefined;
  return origin === 'made' || origin === 'kept' ? { origin, id } : undefined;
}
