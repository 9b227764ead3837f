/** The ARN of an instance of that number. */
export function arnOf(number: number): string {
  return `arn:aws:ec2:eu-central-1:333333333333:instance/i-${number.toString(16).padStart(17, '0')}`;
}

/** A host's report, as the host script writes it. @param changes fields by name, `problem` may have several lines */
export function reportText(changes: Readonly<Record<string, string>> = {}): string {
  const { problem, ...fields }: Readonly<Record<string, string>> = {
    instance: arnOf(1),
    group: 'dev',
    version: '42',
    sha256: 'a'.repeat(64),
    result: 'applied',
    applied: '1795320010',
    at: '1795320600',
    users: '12',
    script: '0123456789ab',
    ...changes,
  };
  const problems = problem === undefined ? [] : problem.split('\n').map((line) => `problem ${line}`);
  const lines = Object.entries(fields).map(([name, value]) => `${name} ${value}`);
  return ['kmscrypt-ssh-keys-status 1', ...lines, ...problems, ''].join('\n');
}
