import type { GroupView } from '../groups.ts';
import type { Image } from '../release.ts';
import type { Held } from '../held.ts';
import { architectureOfType } from './instance-architecture.ts';
import { refused } from './template-problems.ts';

/** Why hosts of the group cannot be brought to this image. Empty: they can. */
export function imageProblems(image: Image, group: GroupView): readonly Held[] {
  const { imageCreated, hosts, mixed } = group;
  // Of one that was just launched it is not known yet.
  const known = hosts.map(({ architecture }) => architecture).filter((each) => each !== '');
  const architectures = [...new Set(known)].toSorted();
  const types = (mixed?.types ?? []).filter((type) => isOther(architectureOfType(type), image));
  const problems = [
    ...(imageCreated !== undefined && image.created < imageCreated
      ? [
          `${image.id} is of ${dayOf(image.created)}, older than that of ${dayOf(imageCreated)} which the group has, and nothing is brought back to an older one: name a newer one`,
        ]
      : []),
    ...(architectures.length > 1
      ? [`hosts of the group are of several architectures, ${architectures.join(' and ')}: split it`]
      : []),
    ...(architectures.length === 1 && isOther(architectures[0], image)
      ? [
          `${image.id} is for ${image.architecture}, and hosts are ${architectures[0]}: let the parameter name one for them`,
        ]
      : []),
    ...(types.length > 0 && architectures.length <= 1 && !isOther(architectures[0], image)
      ? [`${image.id} is for ${image.architecture}, and overrides have ${types.join(', ')}: take them out`]
      : []),
  ];
  return problems.map(refused);
}

function isOther(architecture: string | undefined, image: Image): boolean {
  return architecture !== undefined && architecture !== image.architecture;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
