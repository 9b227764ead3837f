import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/cli/cli-error.ts';
import { report } from '../../src/cli/report.ts';
import { ConfigError } from '../../src/config/config-error.ts';

const cure = 'take another one';
const problem = {
  code: 'CIDR_OVERLAP',
  path: 'environments[1].vpc.cidr',
  message: 'overlaps',
  cure,
} as const;

describe('how a failure is told', () => {
  it.each([
    {
      name: 'one of ours',
      error: new CliError('FILE_EXISTS', 'there already: app.mjs', { hints: ['remove it'] }),
      lines: ['kmscrypt-cdk: error: there already: app.mjs [FILE_EXISTS]', 'kmscrypt-cdk: hint: remove it'],
      status: 7,
    },
    {
      name: 'a problem with a place',
      error: new ConfigError([{ ...problem, file: 'kmscrypt-cdk.yaml', line: 3, column: 5 }]),
      lines: [
        'kmscrypt-cdk: error: kmscrypt-cdk.yaml:3:5 environments[1].vpc.cidr: overlaps [CIDR_OVERLAP]',
        'kmscrypt-cdk: hint: take another one',
      ],
      status: 2,
    },
    {
      name: 'several problems, each with its cure, and what helps where there is none',
      error: new ConfigError([problem, { ...problem, path: '', file: 'x.ts', cure: undefined }, problem]),
      lines: [
        'kmscrypt-cdk: error: environments[1].vpc.cidr: overlaps [CIDR_OVERLAP]',
        'kmscrypt-cdk: hint: take another one',
        'kmscrypt-cdk: error: x.ts: overlaps [CIDR_OVERLAP]',
        'kmscrypt-cdk: error: environments[1].vpc.cidr: overlaps [CIDR_OVERLAP]',
        'kmscrypt-cdk: hint: take another one',
        expect.stringMatching(/^kmscrypt-cdk: hint: kmscrypt-cdk schema /),
      ],
      status: 2,
    },
  ])('$name', ({ error, lines, status }) => {
    expect(report(error)).toEqual({ lines, status });
  });

  it('a bug is told with where it is', () => {
    const { lines, status } = report(new TypeError('oh'));
    expect(status).toBe(1);
    expect(lines[0]).toBe('kmscrypt-cdk: error: unexpected: TypeError: oh');
    expect(lines[1]).toContain('report.test');
  });
});
