import { expect, test } from 'vitest';
import { LAYOUTS } from '../support/configs.ts';
import { plainTemplatesOf } from '../support/synth.ts';

/** Properties by which a resource has a name that no other one of its account, or on earth, may have. */
const NAME =
  /^(?:(?:Bucket|Table|LogGroup|Queue|Topic|Role|Function|Alias|Trail|Rule|Stream|Alarm)Name|DB\w+Identifier)$/;

test.each(LAYOUTS)(
  '%s: what stays with a name of ours goes when its creation is rolled back, so that the next attempt can have the name',
  (_, config) => {
    const named = [...plainTemplatesOf(config)].flatMap(([id, { Resources: resources }]) =>
      Object.entries(resources)
        .filter(
          ([, { Type, DeletionPolicy, Properties: properties = {} }]) =>
            Type.startsWith('AWS::') &&
            (DeletionPolicy ?? 'Delete') !== 'Delete' &&
            Object.keys(properties).some((key) => NAME.test(key)),
        )
        .map(([name, { DeletionPolicy }]) => [`${id} ${name}`, DeletionPolicy] as const),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(([, policy]) => policy !== 'RetainExceptOnCreate')).toEqual([]);
  },
);
