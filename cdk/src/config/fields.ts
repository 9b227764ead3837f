import { z } from 'zod';

interface TextRule {
  readonly pattern: RegExp;
  /** Why another text is none: `is not the name of a region`. */
  readonly error: string;
  /** What to write instead. Default: one such as the example. */
  readonly cure?: string;
  readonly example: string;
}

/** A text of one pattern; the message of its issue is that of a problem with its cure: `ERROR; CURE`. */
function text({ pattern, error, example, cure = `write one such as ${example}` }: TextRule): z.ZodString {
  return z
    .string()
    .regex(pattern, `${error}; ${cure}`)
    .meta({ examples: [example] });
}

/** In quotes: YAML would take 012345678901 for a number. */
export const accountId = text({
  pattern: /^\d{12}$/,
  error: 'is not the number of an account',
  cure: 'put its 12 digits in quotes',
  example: '111122223333',
});

export const name = text({
  pattern: /^[a-z][a-z0-9-]{0,14}[a-z0-9]$/,
  error: 'is not 2 to 16 characters of a-z, 0-9 and -, a letter first and no dash last',
  example: 'stage',
});

export const regionName = text({
  pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  error: 'is not the name of a region',
  example: 'eu-central-1',
});

export const zoneName = text({
  pattern: /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/,
  error: 'is not the name of a zone',
  example: 'eu-central-1a',
});

export const cidr = text({
  pattern: /^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/,
  error: 'is not a range of IPv4 addresses',
  example: '10.1.0.0/16',
});

/** Labels of 63 characters and 253 in all, as RFC 1035 has it (section 2.3.4); in lower case. */
export const domain = text({
  pattern: /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
  error: 'is not the name of a domain in lower case',
  example: 'stage.example.com',
});

export const arn = text({
  pattern: /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/,
  error: 'is not an ARN',
  example: 'arn:aws:iam::111122223333:role/deploy',
});

export const email = text({
  pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  error: 'is not an address of mail',
  example: 'ops@example.com',
});

/** The key of an object in S3: no slash first, as CloudFront adds it. */
export const objectKey = text({
  pattern: /^[^/\s][^\s]{0,1022}$/,
  error: 'is not the key of an object, without a slash first and without spaces',
  example: 'index.html',
});

/** What may stand in a header of HTTP (RFC 9110, section 5.5). */
export const headerValue = text({
  pattern: /^[\u0021-\u007e](?:[\u0020-\u007e]*[\u0021-\u007e])?$/,
  error: 'is not one line of printable ASCII',
  example: "default-src 'self'",
});
