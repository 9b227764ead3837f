import { z } from 'zod';

const size = z.strictObject({
  instance: z
    .string()
    .min(1)
    .meta({ examples: ['t4g.medium'] })
    .describe('Type of instance, such as t4g.medium.'),
  min: z.int().min(0).describe('Fewest instances.'),
  max: z.int().min(1).describe('Most instances.'),
});

const compute = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('ecs'),
    capacity: z.enum(['ec2', 'fargate']).default('ec2').describe('What tasks run on. Default ec2.'),
    size: size.optional(),
  }),
  z.strictObject({
    type: z.literal('asg'),
    image: z
      .string()
      .min(1)
      .meta({ examples: ['ami-0123456789abcdef0'] })
      .describe('Id of the AMI.'),
    size,
  }),
  z.strictObject({ type: z.literal('eks') }),
]);

const database = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.enum(['postgres', 'mysql', 'aurora-postgres', 'aurora-mysql']),
    version: z.string().optional(),
    instance: z.string().optional().describe('Class of instance, such as db.t4g.medium.'),
    storage: z.int().min(20).optional().describe('In GiB; Aurora grows by itself.'),
    replicas: z.int().min(0).max(15).default(0).describe('Default 0.'),
    deletionProtection: z.boolean().default(true).describe('Default true; production needs it.'),
  }),
]);

const cache = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.enum(['memcached', 'redis', 'valkey']),
    node: z.string().optional().describe('Type of node, such as cache.t4g.small.'),
    nodes: z.int().min(1).default(1).describe('Default 1.'),
    serverless: z.boolean().default(false).describe('Default false.'),
  }),
]);

/** What runs in an environment. Not built yet: all but `none` is refused. */
export const workload = {
  compute: compute.default({ type: 'none' }).describe('Default none; the others are not built yet.'),
  database: database.default({ type: 'none' }).describe('Default none; the others are not built yet.'),
  cache: cache.default({ type: 'none' }).describe('Default none; the others are not built yet.'),
};
