import { DOCUMENT_FORMATS } from '@kmscrypt/core/documents';
import * as z from 'zod/mini';
import { isPathPattern, keyPattern } from './selection.ts';

const oneOrMore = (each: z.ZodMiniString) => z.union([each, z.array(each).check(z.minLength(1))]);
const pathPattern = z.string().check(z.refine((text) => isPathPattern(text)));
const regularExpression = z.string().check(z.refine((text) => keyPattern(text) !== undefined));
// What begins with kmscrypt- are the pairs that kmscrypt itself writes (docs/format.md).
const contextName = z.string().check(z.minLength(1), z.regex(/^(?!kmscrypt-|__proto__$)/));
// Zod's records leave __proto__ out without a word, and a pair that is demanded must not get lost.
const withoutProto = z.unknown().check(
  z.refine((pairs) => typeof pairs !== 'object' || pairs === null || !Object.hasOwn(pairs, '__proto__'), {
    path: ['__proto__'],
  }),
);

// The descriptions are what editors show (schema/kmscrypt.schema.json is made of this).
const settings = {
  'key-id': z.optional(
    oneOrMore(z.string()).check(
      z.meta({
        description:
          'Key to encrypt with: key id, key ARN, alias/NAME or alias ARN of KMS, or local. Of a list, any one of the keys opens the tokens.',
        examples: ['alias/cmk-dev', 'local'],
      }),
    ),
  ),
  region: z.optional(
    z.string().check(
      z.meta({
        description: "Region of the key; the region in a key's ARN wins over it.",
        examples: ['us-east-1', 'eu-west-1'],
      }),
    ),
  ),
  profile: z.optional(
    z.string().check(z.describe('Profile of ~/.aws/config and ~/.aws/credentials to reach the key with.')),
  ),
  'role-arn': z.optional(z.string().check(z.describe('ARN of the IAM role to assume first.'))),
  context: z.optional(
    z.pipe(withoutProto, z.record(contextName, z.string())).check(
      z.meta({
        description:
          'Encryption context: pairs that are written into tokens, which are messages then, and demanded when they are decrypted.',
        examples: [{ app: 'billing' }],
      }),
    ),
  ),
  envelope: z.optional(
    z
      .boolean()
      .check(
        z.describe('Write messages that share one data key, so that one KMS call opens all tokens of a run.'),
      ),
  ),
};

const selection = z.strictObject({
  path: z.optional(
    oneOrMore(pathPattern).check(
      z.meta({
        description:
          'Paths of values, or of what holds them; * stands for any characters of one step, ** for any steps.',
        examples: ['db.password', 'services[*].env.*', '**.token'],
      }),
    ),
  ),
  match: z.optional(
    regularExpression.check(
      z.meta({
        description:
          'Regular expression that is looked for in keys: the value of a key that it is found in, or all values below, are meant. (?i) in front ignores case.',
        examples: ['(?i)(password|secret|token)'],
      }),
    ),
  ),
});

// In JSON Schema as well: an object that is empty would demand nothing.
const encrypt = selection.check(
  z.refine((each) => Object.keys(each).length > 0),
  z.meta({
    description:
      'The values that have to be tokens: encrypt --in-place and edit make them tokens, scan reports the ones that are none.',
    minProperties: 1,
  }),
);

const rule = z.strictObject({
  path: oneOrMore(z.string()).check(
    z.meta({
      description:
        'Globs of the files that the rule is for, relative to this file; one without a slash matches in every folder.',
      examples: ['config/*-stage.json', '*.local.*', 'secrets/**'],
    }),
  ),
  ...settings,
  format: z.optional(
    z.enum(DOCUMENT_FORMATS).check(z.describe('Format of the files, whatever their names say.')),
  ),
  encrypt: z.optional(encrypt),
  bind: z.optional(
    z
      .enum(['file', 'path'])
      .check(
        z.describe(
          'Ties each token to its file, or to its path in the file too: one that was copied elsewhere is refused.',
        ),
      ),
  ),
});

/** What a `.kmscrypt.yaml` may hold. */
export const rulesSchema = z.strictObject({
  default: z.optional(
    z
      .strictObject(settings)
      .check(z.describe('What holds where no rule matches; its key comes after KMSCRYPT_KEY_ID.')),
  ),
  rules: z.optional(
    z.array(rule).check(z.describe('Rules for files; the first one with a glob that matches is used.')),
  ),
});

export type RuleInput = z.infer<typeof rule>;
export type SettingsInput = z.infer<z.ZodMiniObject<typeof settings>>;
