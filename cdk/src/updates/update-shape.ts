import { z } from 'zod';

const fleet = z.discriminatedUnion('mode', [
  z.looseObject({
    mode: z.literal('in-place'),
    tags: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    targetGroups: z.array(z.string()).default([]),
  }),
  z.looseObject({ mode: z.literal('ecs'), cluster: z.string() }),
  z.looseObject({
    mode: z.literal('refresh'),
    group: z.string(),
    image: z.string(),
    current: z.string().optional(),
  }),
]);

/** What a deployment has to know of the Lambda's config; the whole of it is checked by the Lambda's own schema. */
export const updateShape = z.looseObject({
  environment: z.string(),
  table: z.string(),
  document: z.string(),
  topic: z.string().optional(),
  freeze: z.string().optional(),
  promotion: z.looseObject({ role: z.string().optional() }).optional(),
  fleets: z.record(z.string(), fleet),
});

export type UpdateShape = z.output<typeof updateShape>;
type ShapedFleet = UpdateShape['fleets'][string];

/** The fleets of one mode. */
export function fleetsOfMode<Mode extends ShapedFleet['mode']>(
  { fleets }: Pick<UpdateShape, 'fleets'>,
  mode: Mode,
): readonly Extract<ShapedFleet, { readonly mode: Mode }>[] {
  const isOfMode = (each: ShapedFleet): each is Extract<ShapedFleet, { readonly mode: Mode }> =>
    each.mode === mode;
  return Object.values(fleets).filter(isOfMode);
}
