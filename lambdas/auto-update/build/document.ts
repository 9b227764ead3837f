import { hostDocumentOf } from '@kmscrypt/bundle/host-document';
import { PIN } from '../src/pin.ts';

const END = 'KMSCRYPT-END-OF-SCRIPT-4b8e0a';

/** Every pattern is of the whole value, and has no character that a shell would see within single quotes. */
const PARAMETERS = {
  Step: {
    type: 'String',
    description: 'Name of the step; a host does a step once, and then says what came of it',
    allowedPattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,99}$',
  },
  Action: {
    type: 'String',
    description: 'What is done',
    allowedPattern: '^(check|patch|reboot|health)$',
  },
  Scope: {
    type: 'String',
    description: 'Packages that are updated: security alone, or all',
    default: 'security',
    allowedPattern: '^(security|all)$',
  },
  Pin: {
    type: 'String',
    description:
      'releasever:VERSION (Amazon Linux) or snapshot:YYYYMMDDTHHMMSSZ (Ubuntu); none: what is newest',
    default: 'none',
    allowedPattern: `^(${PIN})?$`,
  },
  Services: {
    type: 'String',
    description: 'Units of systemd that have to be active, with a space between two; empty: none',
    default: '',
    allowedPattern: '^([A-Za-z0-9@_.][A-Za-z0-9@_.-]{0,79}( [A-Za-z0-9@_.][A-Za-z0-9@_.-]{0,79})*)?$',
  },
  Timeout: {
    type: 'String',
    description: 'Seconds after which the host answers that the step still runs',
    default: '3600',
    allowedPattern: '^([6-9][0-9]|[1-9][0-9]{2,4})$',
  },
} as const;

/**
 * The SSM document that runs a step of the script on a host, as JSON.
 * @throws Error where the script has a line or braces that mean something to the document, or is too large.
 */
export function documentOf(script: string): string {
  return hostDocumentOf(script, {
    description: 'One step of an update of packages: check, patch, reboot or health (kmscrypt auto-update)',
    parameters: PARAMETERS,
    name: 'step',
    timeoutSeconds: '{{ Timeout }}',
    end: END,
    // The script lies in /run for the time of the step: a full disk is for the script to tell.
    before: [
      'umask 077',
      "program=''",
      'trap \'rm -f "$program"\' EXIT',
      `program=$(mktemp /run/kmscrypt-auto-update.XXXXXX) && cat >"$program" <<'${END}' || exit`,
    ],
    after: [
      "sh \"$program\" '{{ Action }}' --step '{{ Step }}' --scope '{{ Scope }}' --pin '{{ Pin }}' --services '{{ Services }}' --timeout '{{ Timeout }}'",
    ],
  });
}
