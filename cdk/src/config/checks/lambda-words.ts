import { nearest } from '../nearest.ts';
import type { Finding } from '../problem.ts';
import { nameOfType, wrongTypeMessage } from '../type-words.ts';

/** What the schema of a Lambda says of a value, in the words of this package where zod has said it in its own. */
export function lambdaWords(message: string, value: unknown): Pick<Finding, 'message' | 'cure'> {
  const expected = /^Invalid input: expected (\w+)/.exec(message)?.[1];
  if (expected !== undefined) return { message: wrongTypeMessage(value, expected) };
  if (message === 'Invalid input')
    return { message: `is ${nameOfType(value)}, which the Lambda does not take here` };
  if (/^Invalid (?:discriminator value|option|ISO)/.test(message)) return wrongText(message, value);
  const bound = /^Too (small|big): expected \w+ to (?:be|have) [<>]=?([\d.-]+)/.exec(message);
  if (bound === null) return { message };
  return { message: `has to be at ${bound[1] === 'small' ? 'least' : 'most'} ${bound[2]}` };
}

function wrongText(message: string, value: unknown): Pick<Finding, 'message' | 'cure'> {
  if (message.startsWith('Invalid ISO')) return { message: 'is not a time such as 2026-01-31T08:00:00Z' };
  const choices = [...message.matchAll(/['"]([^'"]+)['"]/g)].map(([, choice = '']) => choice);
  const list = choices.join(', ');
  if (value === undefined) return { message: 'is missing', cure: `write one of ${list}` };
  const meant = typeof value === 'string' ? nearest(value, choices) : undefined;
  const told = `is not one of ${list}`;
  return meant === undefined ? { message: told } : { message: told, cure: `did you mean ${meant}?` };
}
