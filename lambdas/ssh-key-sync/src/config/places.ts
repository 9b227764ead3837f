import * as z from '@kmscrypt/lambda/schema';

/** Source: S3 User Guide, "General purpose bucket naming rules". The SSM document takes no other. */
export const bucketName = z.string().check(
  z.regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'is not the name of a bucket: 3 to 63 of a-z, 0-9, . and -, the first and the last a letter or digit',
  ),
  z.refine((name) => !name.includes('..'), 'is not the name of a bucket: two dots follow each other'),
  z.refine((name) => !/^\d+(?:\.\d+){3}$/.test(name), 'is not the name of a bucket: it is an IP address'),
);

/** The SSM document takes no other. */
export const regionName = z
  .string()
  .check(
    z.regex(/^[a-z]{2,4}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}$/, 'is not a region of AWS, such as eu-central-1'),
  );

/** Source: Systems Manager API Reference, CreateDocument, `Name`. */
export const documentName = z
  .string()
  .check(
    z.regex(/^[\w.-]{3,128}$/, 'is not the name of an SSM document: 3 to 128 of letters, digits, _, . and -'),
  );

/** Of SQS, not FIFO. A shell reads nothing else in it. */
export const queueName = z
  .string()
  .check(z.regex(/^[\w-]{1,80}$/, 'is not the name of a queue: 1 to 80 of letters, digits, _ and -'));

/** Two levels stand below it, of 15 in all. Source: Systems Manager User Guide, "Creating Parameter Store parameters". */
export const parameterPath = z.string().check(
  z.regex(
    /^(?:\/[\w.-]+){1,13}$/,
    'is not a path of parameters such as /ssh-keys: / and a name, 1 to 13 times, and no / at its end',
  ),
  z.refine(
    (path) => !/^\/(?:aws|ssm)/i.test(path),
    'begins with /aws or /ssm, which is reserved for AWS: take another, such as /ssh-keys',
  ),
);
