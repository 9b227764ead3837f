import { PIN } from '../src/pin.ts';

/** SSM's limit of a document: "up to 64 KB" (Systems Manager quotas). */
export const DOCUMENT_BYTES = 65_536;

/** No line of the script is this one. */
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
 * The SSM document (schema 2.2) that runs a step of the script on a host, as JSON. The script stands in it once and has no place for
 * a parameter: those are in the last line alone.
 * @throws Error where the script has a line or braces that mean something to the document, or is too large.
 */
export function documentOf(script: string): string {
  if (script.includes('{{')) throw new Error('the script has {{, which SSM would replace');
  if (script.split('\n').includes(END)) throw new Error(`the script has a line ${END}`);
  const text = JSON.stringify({
    schemaVersion: '2.2',
    description: 'One step of an update of packages: check, patch, reboot or health (kmscrypt auto-update)',
    parameters: PARAMETERS,
    mainSteps: [
      {
        name: 'step',
        action: 'aws:runShellScript',
        precondition: { StringEquals: ['platformType', 'Linux'] },
        inputs: { timeoutSeconds: '{{ Timeout }}', runCommand: commands(script) },
      },
    ],
  });
  const bytes = Buffer.byteLength(text);
  if (bytes >= DOCUMENT_BYTES)
    throw new Error(`the document has ${bytes} bytes; SSM takes ${DOCUMENT_BYTES}`);
  return text;
}

/** The script lies in /run for the time of the step: a full disk is for the script to tell. */
function commands(script: string): readonly string[] {
  return [
    'umask 077',
    "program=''",
    'trap \'rm -f "$program"\' EXIT',
    `program=$(mktemp /run/kmscrypt-auto-update.XXXXXX) && cat >"$program" <<'${END}' || exit`,
    ...script.replace(/\n$/u, '').split('\n'),
    END,
    "sh \"$program\" '{{ Action }}' --step '{{ Step }}' --scope '{{ Scope }}' --pin '{{ Pin }}' --services '{{ Services }}' --timeout '{{ Timeout }}'",
  ];
}
