import { parseCidr } from '../cidr.ts';
import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';

/** What is wider than any company's range, and so means everybody. */
const WIDEST = 8;

/** Who may reach the bastion: not everybody. */
export function checkOpenAccess({ management }: Draft): readonly Finding[] {
  if (management.access.type !== 'bastion') return [];
  return management.access.from.flatMap((text, index): Finding[] => {
    const path = ['management', 'access', 'from', index];
    const cidr = parseCidr(text);
    if (cidr === undefined)
      return [{ code: 'CIDR_INVALID', path, message: `${text} is no range of IPv4 addresses` }];
    if (cidr.prefix >= WIDEST) return [];
    const cure = 'name the addresses of your office, such as 203.0.113.7/32, or take session-manager';
    return [{ code: 'OPEN_TO_WORLD', path, message: `${text} opens SSH to the internet`, cure }];
  });
}
