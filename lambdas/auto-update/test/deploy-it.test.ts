import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [, COMMANDS = ''] = /^```sh deploy\n(.*?)^```$/ms.exec(README) ?? [];

it('the queue of "Deploy it" takes ticks of its own rules alone', () => {
  const [, attributes = ''] =
    /create-queue --queue-name \$name --attributes ('\{.*?\}')$/ms.exec(COMMANDS) ?? [];
  const values = 'name=auto-update region=eu-central-1 account=444444444444 queue=arn:aws:sqs:queue';
  const written = execFileSync('sh', ['-c', `${values}; printf %s ${attributes}`], { encoding: 'utf8' });
  const { Policy: policy = '' } = JSON.parse(written) as Readonly<Record<string, string>>;
  const [, rule = ''] = /put-rule --name \$name(\S+)/.exec(COMMANDS) ?? [];
  expect(rule).toMatch(/^-/);
  expect(JSON.parse(policy)).toMatchObject({
    Statement: [
      {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-central-1:444444444444:rule/auto-update-*' },
        },
      },
    ],
  });
});
