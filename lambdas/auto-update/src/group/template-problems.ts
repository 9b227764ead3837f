import type { RefreshFleet } from '../config.ts';
import type { GroupView, MixedInstances } from '../groups.ts';
import type { Held } from '../held.ts';
import { architectureOfType } from './instance-architecture.ts';

/** Why the group cannot be brought to an image by a refresh that can be rolled back. Empty: it can. */
export function templateProblems({ group: name }: RefreshFleet, group: GroupView): readonly Held[] {
  const { template, image, mixed } = group;
  if (template === undefined)
    return [refused(`group ${name} has no launch template: give it one, with the version as a number`)];
  // EC2 Auto Scaling user guide, "Undo changes with a manual or auto rollback", considerations.
  const problems = [
    ...(/^\d+$/u.test(template.version)
      ? []
      : [
          `group ${name} has version ${template.version} of its launch template, which cannot be rolled back: give it the number of a version`,
        ]),
    ...(image === undefined || !image.startsWith('resolve:ssm:')
      ? []
      : [
          `the launch template of group ${name} names an SSM parameter as its image, which cannot be rolled back: let the deployment read the parameter, and put the id of the image into the template`,
        ]),
    ...(image === undefined
      ? [`version ${template.version} of the launch template of group ${name} names no image: give it one`]
      : []),
    ...(mixed === undefined ? [] : mixedProblems(name, mixed)),
  ];
  return problems.map(refused);
}

function mixedProblems(name: string, mixed: MixedInstances): readonly string[] {
  const { types, hasRequirements, hasTemplates, hasImages, hasWeights } = mixed;
  const architectures = new Set(types.map(architectureOfType).filter((each) => each !== undefined));
  const policy = `the mixed instances policy of group ${name}`;
  return [
    // User guide, "How an instance refresh works", limitations.
    ...(hasRequirements
      ? [
          `${policy} chooses instance types by attributes, which a refresh to an image refuses: name the types`,
        ]
      : []),
    ...(hasTemplates
      ? [`${policy} has overrides with launch templates of their own: split it into groups with one template`]
      : []),
    ...(hasImages
      ? [`${policy} has overrides with images of their own, which would stay: take them out`]
      : []),
    ...(hasWeights
      ? [`${policy} has weights, so that percentages are not of hosts: take them out, or use mode in-place`]
      : []),
    ...(architectures.size > 1
      ? [`${policy} has instance types of several architectures: split it into a group for each`]
      : []),
  ];
}

export function refused(text: string): Held {
  return { code: 'REFRESH_REFUSED', text };
}
