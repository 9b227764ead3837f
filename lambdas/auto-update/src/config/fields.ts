import * as z from '@kmscrypt/lambda/schema';

/** A text that is not empty. */
export const text = z.string().check(z.minLength(1, 'is empty'));

/** @param unit what is counted, such as `minutes` */
export function wholeNumber(from: number, to: number, unit: string) {
  return z.number().check(
    z.refine((value) => Number.isInteger(value) && value >= from && value <= to, {
      error: `is not a whole number of ${unit} from ${from} to ${to}`,
    }),
  );
}

const COUNT = 'is neither a number of hosts up to 5000 nor a share such as 10%';
const SHARE = /^(?:100|[1-9]?\d)%$/;

/** A number of hosts, or a share of the fleet such as `10%`. */
export const hostCount = z
  .union([z.number(), z.string()], { error: COUNT })
  .check(
    z.refine(
      (count) =>
        typeof count === 'number'
          ? Number.isInteger(count) && count >= 0 && count <= 5_000
          : SHARE.test(count),
      { error: COUNT },
    ),
  );
/** Of which there has to be one, or nothing would ever be begun with. */
export const someHosts = hostCount.check(
  z.refine((count) => count !== 0 && count !== '0%', {
    error: 'is 0: no host could ever be taken out; write 1, or pause the fleet',
  }),
);
export type HostCount = z.output<typeof hostCount>;

/** Tags by key: a host has all of them, each with one of its values. */
export const hostTags = z.record(
  text,
  z.union([text, z.array(text).check(z.minLength(1, 'is an empty list'))]),
);

/** The name of a cluster: "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens" (ECS API, CreateCluster). */
export const clusterName = z.string().check(
  z.minLength(1, 'is empty'),
  z.refine((name) => name === '' || /^[A-Za-z0-9_-]{1,255}$/.test(name), {
    error: 'is not the name of a cluster; write the name alone, such as web, and no ARN',
  }),
);

/** The name of an Auto Scaling group; it has no colon in it (CreateAutoScalingGroup). */
export const groupName = z.string().check(
  z.minLength(1, 'is empty'),
  z.refine((name) => !name.includes(':'), {
    error: 'is not the name of an Auto Scaling group; write the name alone, and no ARN',
  }),
);

/** Of DynamoDB: naming rules of its developer guide. */
export const tableName = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9_.-]{3,255}$/, 'is not the name of a table: 3 to 255 of A-Z, a-z, 0-9, _, . and -'),
  );

/** Of an environment or a fleet. */
export const shortName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not 1 to 40 characters of a-z, 0-9 and -, a letter first'));

export const parameterName = z
  .string()
  .check(z.regex(/^\/?[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/, 'is not the name of an SSM parameter'));

/** Of a parameter that has the id of an image in it. */
export const imageParameter = parameterName.check(
  z.refine((name) => !/^ami-[0-9a-f]+$/.test(name), {
    error:
      'is the id of an image, which would never be another one; write the SSM parameter that has the newest one, such as /acme/images/web',
  }),
);

export const roleArn = z
  .string()
  .check(z.regex(/^arn:[^:]+:iam::\d{12}:role\/.+$/, 'is not the ARN of a role'));

export const topicArn = z
  .string()
  .check(z.regex(/^arn:[^:]+:sns:[^:]+:\d{12}:[^:]+$/, 'is not the ARN of a topic'));

export const targetGroupArn = z
  .string()
  .check(
    z.regex(
      /^arn:[^:]+:elasticloadbalancing:[^:]+:\d{12}:targetgroup\/.+$/,
      'is not the ARN of a target group',
    ),
  );

/** Of one region: the fleet's hosts are in one. */
export const targetGroupArns = z.array(targetGroupArn).check(
  z.maxLength(10, 'has more than 10'),
  z.refine((arns) => new Set(arns).size === arns.length, { error: 'names one of them twice' }),
  z.refine((arns) => new Set(arns.map((arn) => arn.split(':')[3])).size <= 1, {
    error: 'are of several regions; a fleet is in one',
  }),
);

/** What systemd calls a unit; nothing in it means anything to a shell. */
export const unitName = z
  .string()
  .check(z.regex(/^[A-Za-z0-9@_.][A-Za-z0-9@_.-]{0,79}$/, 'is not the name of a unit of systemd'));
