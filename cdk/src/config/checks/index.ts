import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';
import { checkAccounts } from './accounts.ts';
import { checkEnvironmentAccounts } from './environment-accounts.ts';
import { checkFleetsBefore } from './fleets-before.ts';
import { checkHostRoles } from './host-roles.ts';
import { checkInvalidationSize } from './invalidation-size.ts';
import { checkNames } from './names.ts';
import { checkNotBuilt } from './not-built.ts';
import { checkOpenAccess } from './open-access.ts';
import { checkPrincipals } from './principals.ts';
import { checkProduction } from './production.ts';
import { checkRanges } from './ranges.ts';
import { checkSiteDomains } from './site-domains.ts';
import { checkSiteNames } from './site-names.ts';
import { checkStackNames } from './stack-names.ts';
import { checkTags } from './tags.ts';
import { checkUpdatedHosts } from './updated-hosts.ts';
import { checkUsers } from './users.ts';
import { checkZoneDomains } from './zone-domains.ts';
import { checkZones } from './zones.ts';

/** What is checked across the fields of a config; each looks at all that has the right shape. */
export const CHECKS: readonly ((draft: Draft) => readonly Finding[])[] = [
  checkAccounts,
  checkEnvironmentAccounts,
  checkNames,
  checkStackNames,
  checkZones,
  checkRanges,
  checkOpenAccess,
  checkZoneDomains,
  checkSiteDomains,
  checkSiteNames,
  checkInvalidationSize,
  checkProduction,
  checkPrincipals,
  checkHostRoles,
  checkUsers,
  checkTags,
  checkNotBuilt,
  checkUpdatedHosts,
  checkFleetsBefore,
];
