import { hostDocumentOf } from '@kmscrypt/bundle/host-document';

const END = 'KMSCRYPT-END-OF-SCRIPT-7f1c2d';

/** Every pattern is of the whole value, and has no character that a shell would see within single quotes. */
const PARAMETERS = {
  Bucket: {
    type: 'String',
    description: 'Bucket of the manifests',
    allowedPattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
  },
  Region: {
    type: 'String',
    description: 'Region of the bucket',
    allowedPattern: '^[a-z]{2,4}(-[a-z]{1,12}){1,3}-[0-9]{1,2}$',
  },
  Group: {
    type: 'String',
    description: 'Host group whose manifest these hosts have',
    allowedPattern: '^[a-z][a-z0-9-]{0,62}$',
  },
  Version: {
    type: 'String',
    description: 'Version of the manifest, or a later one; 0: whatever is there',
    default: '0',
    allowedPattern: '^(0|[1-9][0-9]{0,14})$',
  },
  Sha256: {
    type: 'String',
    description: 'SHA-256 of the manifest of that version; empty: not checked',
    default: '',
    allowedPattern: '^([0-9a-f]{64})?$',
  },
  Every: {
    type: 'String',
    description: 'Minutes between two runs of the timer',
    default: '5',
    allowedPattern: '^[1-9][0-9]{0,3}$',
  },
} as const;

/**
 * The SSM document that puts the script on a host and runs it, as JSON.
 * @throws Error where the script has a line or braces that mean something to the document, or is too large.
 */
export function documentOf(script: string): string {
  return hostDocumentOf(script, {
    description: 'Opens hosts to the SSH keys of the users of a manifest (kmscrypt ssh-key-sync)',
    parameters: PARAMETERS,
    name: 'apply',
    timeoutSeconds: '900',
    end: END,
    // A host without room for the new script runs the one that it has: a removal is not to wait for that.
    before: [
      'umask 077',
      "copy=''",
      'trap \'rm -f "$copy"\' EXIT',
      'program=/usr/local/sbin/kmscrypt-ssh-keys',
      `copy=$(mktemp) && cat >"$copy" <<'${END}' && program=$copy`,
    ],
    after: [
      "sh \"$program\" install --bucket '{{ Bucket }}' --region '{{ Region }}' --group '{{ Group }}' --every '{{ Every }}'",
      'installed=$?',
      "sh \"$program\" apply --version '{{ Version }}' --sha256 '{{ Sha256 }}' || exit",
      'exit "$installed"',
    ],
  });
}
