import { keyOf, valueAt } from '../names.ts';
import type { Operation } from './operation.ts';

/** What GetParameters takes, and GetParametersByPath gives, at most (API reference). */
const MOST = 10;

export const SSM: Readonly<Record<string, Operation>> = {
  GetParameter: ({ Name = '' }) => ({ Parameter: parameterAt(Name) }),
  GetParameters: ({ Names = [] }) => {
    if (Names.length > MOST) throw new Error(`${Names.length} parameters are more than ${MOST}`);
    return { Parameters: Names.map(parameterAt), InvalidParameters: [] };
  },
  // The path tells how many parameters are below it: /bench/500.
  GetParametersByPath: ({ Path = '', MaxResults = MOST, NextToken = '0' }) => {
    const path = Path.replace(/\/$/, '');
    const [count, start] = [Number(path.split('/').at(-1)), Number(NextToken)];
    const end = Math.min(count, start + Math.min(MaxResults, MOST));
    const names = Array.from({ length: end - start }, (_, index) => `${path}/${keyOf(start + index)}`);
    return { Parameters: names.map(parameterAt), ...(end < count ? { NextToken: String(end) } : {}) };
  },
};

function parameterAt(name: string): unknown {
  return {
    Name: name,
    Type: 'SecureString',
    Value: valueAt(name),
    Version: 1,
    LastModifiedDate: 1_760_000_000,
    ARN: `arn:aws:ssm:us-east-1:111122223333:parameter${name}`,
    DataType: 'text',
  };
}
