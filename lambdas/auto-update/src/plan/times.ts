import { MINUTE } from '../times.ts';
const SECOND = 1_000;

/** How long a check may take: it may have to fetch all lists of packages. */
export const CHECK_PATIENCE = 30 * MINUTE;
/** After which a check that failed is asked for again; times the checks there have been. */
export const CHECK_AGAIN = 5 * MINUTE;
/** Added to the minutes of the policy: the command has to get there and back. */
export const PATCH_SLACK = 10 * MINUTE;
/** A host that reboots loses what it was asked before. */
export const VERIFY_PATIENCE = 3 * MINUTE;
export const HEALTH_PATIENCE = 15 * MINUTE;
/** After which a host that has not rebooted is asked again. */
export const REBOOT_AGAIN = 5 * MINUTE;
export const IN_PATIENCE = 15 * MINUTE;
/** What was taken out a moment ago may not be shown so yet: a host is brought in at least for so long. */
export const RESTORE_DWELL = 30 * SECOND;
/** Before the end of its soak a host is asked for its health. */
export const LAST_HEALTH = 1 * MINUTE;
/** How long a waiting host may be away before it is left out: it holds up nothing. */
export const AWAY_PATIENCE = 60 * MINUTE;
/**
 * How long a host may be seen not to serve, or not to be reachable, before that counts. An ECS agent is away several times an hour (AWS
 * knowledge center, ecs-agent-disconnected-linux2-ami), and a target misses a health check now and then.
 */
export const BLINK_PATIENCE = 3 * MINUTE;
/** How often what gets lost is asked. */
export const ATTEMPTS = 3;
