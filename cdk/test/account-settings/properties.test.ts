import { expect, test } from 'vitest';
import { integer, optional, readProperties, text } from '../../account-settings/src/properties.ts';

const SHAPE = { Name: text(/^[a-z]+$/), Days: optional(integer(1, 30)) };

test.each([
  ['what is asked for', { Name: 'ab', Days: '30' }, { Name: 'ab', Days: 30 }],
  ['a number', { Name: 'ab', Days: 7 }, { Name: 'ab', Days: 7 }],
  ['nothing where nothing is needed', { Name: 'ab' }, { Name: 'ab', Days: undefined }],
  [
    "CloudFormation's own",
    { Name: 'ab', ServiceToken: 'x', ServiceTimeout: '1' },
    { Name: 'ab', Days: undefined },
  ],
])('%s is read', (_, properties, read) => {
  expect(readProperties(properties, SHAPE)).toEqual(read);
});

test.each([
  ['a property that is missing', {}, 'property Name is missing'],
  ['a property that does not fit', { Name: 'AB' }, 'property Name does not match'],
  ['a property that is unknown', { Name: 'ab', name: 'ab' }, 'property name is unknown'],
  [
    'a number that is too large',
    { Name: 'ab', Days: '31' },
    'property Days is not a whole number from 1 to 30',
  ],
  ['a number that is none', { Name: 'ab', Days: 'ten' }, 'property Days is not a whole number'],
  ['a number with a part', { Name: 'ab', Days: '1.5' }, 'property Days is not a whole number'],
  ['all that is wrong', { Days: '0' }, 'property Name is missing; property Days is not a whole number'],
])('%s is told', (_, properties, message) => {
  expect(() => readProperties(properties, SHAPE)).toThrow(message);
});
