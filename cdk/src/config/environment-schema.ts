import { z } from 'zod';
import { accountId, arn, cidr, domain, name } from './fields.ts';

/** A static site: a bucket behind CloudFront. */
const site = z.strictObject({
  /** Unique in the environment; stands in the bucket's name. */
  name,
  /** Where it is served; below the environment's domain. */
  domain,
  /** Further names that serve the same. Default none. */
  aliases: z.array(domain).default([]),
  /** The document of a folder; default `index.html`. */
  index: z.string().default('index.html'),
  /** Object that is shown for what is not there, with 404; default `404.html`. A single-page app: `spa`. */
  notFound: z.union([z.literal('spa'), z.string()]).default('404.html'),
  /** Content-Security-Policy; default: only what the site itself serves. */
  contentSecurityPolicy: z.string().default("default-src 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"),
  /** How the invalidation Lambda is set up; its README says what these are. */
  invalidation: z
    .strictObject({
      immutable: z.array(z.string()).default([]),
      cleanUrls: z.boolean().default(false),
      wholeDistribution: z.boolean().default(false),
    })
    .prefault({}),
});

const size = z.strictObject({ instance: z.string(), min: z.int().min(0), max: z.int().min(1) });

/** Not built yet: all but `none` is refused. */
const compute = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('ecs'), capacity: z.enum(['ec2', 'fargate']).default('ec2'), size: size.optional() }),
  z.strictObject({ type: z.literal('asg'), image: z.string(), size }),
  z.strictObject({ type: z.literal('eks') }),
]);

/** Not built yet: all but `none` is refused. */
const database = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.enum(['postgres', 'mysql', 'aurora-postgres', 'aurora-mysql']),
    version: z.string().optional(),
    instance: z.string().optional(),
    /** GiB; Aurora grows by itself. */
    storage: z.int().optional(),
    replicas: z.int().min(0).max(15).default(0),
    deletionProtection: z.boolean().default(true),
  }),
]);

/** Not built yet: all but `none` is refused. */
const cache = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.enum(['memcached', 'redis', 'valkey']),
    node: z.string().optional(),
    nodes: z.int().min(1).default(1),
    serverless: z.boolean().default(false),
  }),
]);

export const environment = z.strictObject({
  /** Such as `stage`; its key is `alias/cmk-stage`, its VPC `stage`. */
  name,
  account: accountId,
  /** The rules of production hold: nothing is thrown away, NAT in each zone. Default no. */
  production: z.boolean().default(false),
  /** Whether deleting a stack deletes what it keeps. Default no. */
  disposable: z.boolean().default(false),
  /** The environment's public zone; default none. */
  domain: domain.optional(),
  /** The zone that only VPCs see; default `NAME.internal`. */
  privateDomain: domain.optional(),
  vpc: z.strictObject({
    /** /16 to /20. */
    cidr,
    /** Availability zones; default 3. */
    zones: z.int().min(1).max(3).default(3),
    /** NAT gateways: `none`, `one`, or one `each-zone`; default `one`, `each-zone` in production. */
    nat: z.enum(['none', 'one', 'each-zone']).optional(),
    /** Days that flow logs are kept in CloudWatch; the archive keeps them longer. Default 30. */
    flowLogDays: z.int().default(30),
  }),
  /** ARNs of further principals that administer or use `alias/cmk-NAME`. */
  key: z
    .strictObject({ administrators: z.array(arn).default([]), users: z.array(arn).default([]) })
    .prefault({}),
  sites: z.array(site).default([]),
  compute: compute.default({ type: 'none' }),
  database: database.default({ type: 'none' }),
  cache: cache.default({ type: 'none' }),
});
