import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [, COMMANDS = ''] = /^```sh deploy\n(.*?)^```$/ms.exec(README) ?? [];

test('the queue of "Deploy it" takes events of its own rules alone', () => {
  const [, values = ''] = /^(name=.*\nqueue=.*)$/m.exec(COMMANDS) ?? [];
  const [, attributes = ''] =
    /create-queue --queue-name \$name --attributes ('\{.*?\}')$/ms.exec(COMMANDS) ?? [];
  const written = execFileSync('sh', ['-c', `${values}; printf %s ${attributes}`], { encoding: 'utf8' });
  const { Policy: policy = '' } = JSON.parse(written) as Readonly<Record<string, string>>;
  expect(JSON.parse(policy)).toMatchObject({
    Statement: [
      {
        Principal: { Service: 'events.amazonaws.com' },
        Resource: 'arn:aws:sqs:us-east-1:111122223333:ssh-key-sync',
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/ssh-key-sync-*' },
        },
      },
    ],
  });
  const rules = [...COMMANDS.matchAll(/put-rule --name (\S+)/g)].map(([, rule]) => rule);
  expect(rules).toEqual(['$name-tick', '$name-iam', '$name-tree']);
});
