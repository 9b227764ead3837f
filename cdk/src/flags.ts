import { createRequire } from 'node:module';

const recommended: Readonly<Record<string, unknown>> = createRequire(import.meta.url)(
  'aws-cdk-lib/recommended-feature-flags.json',
);

/** Feature flags of the CDK, the same wherever the app is synthesised: templates do not depend on somebody's cdk.json. */
export const FLAGS: Readonly<Record<string, unknown>> = {
  ...recommended,
  // References between stacks, regions and accounts are read from the stack that has the value; nothing is exported.
  '@aws-cdk/core:defaultCrossStackReferences': 'weak',
  // What the CDK's own rules find is an error, not a line that scrolls by.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
};
