/** What a host answers, with something of everything. */
export const ANSWER: string = `kmscrypt-auto-update 1
step web-20261122T020000Z-patching-1
action patch
result ok
packages changed
boot 3f0c2d1e-0000-4000-8000-000000000001
kernel 6.1.0-28-amd64
platform debian-12
architecture x86_64
updates 0
security -1
reboot yes
digest 0123456789abcdef
pin snapshot:20261122T020000Z
health bad
problem nginx.service is not active
problem the disk is full
package openssl 3.0.14 3.0.15
package linux-image-6.1.0-28-amd64 - 6.1.119-1
more 12
end
`;

/** The same, with other values. */
export function answerWith(values: Readonly<Record<string, string>>): string {
  return ANSWER.split('\n')
    .map((line) => {
      const name = line.split(' ', 1)[0] ?? '';
      return name in values ? `${name} ${values[name] ?? ''}` : line;
    })
    .join('\n');
}
