import type { CliErrorCode } from './cli-error.ts';

/** What a policy has to say. */
const PERMISSION =
  'the IAM policy and the key policy must allow kms:Decrypt to decrypt; kms:Encrypt, and kms:GenerateDataKey for messages, to encrypt';

const SECRET_PERMISSION =
  'the IAM policy must allow secretsmanager:GetSecretValue and BatchGetSecretValue, or ssm:GetParameters and GetParametersByPath, and kms:Decrypt of their key';

/**
 * What to try, the likeliest first. KMS answers several causes with one error (a missing key, another account's key, a
 * wrong region and a missing permission are all AccessDeniedException), so these are lists rather than verdicts.
 */
const HINTS: Partial<Readonly<Record<CliErrorCode, readonly string[]>>> = {
  INVALID_TOKEN: ['copy the whole token again, on one line; no base64 character may follow it directly'],
  INVALID_MESSAGE: ['copy the whole token again; it may be cut, or made by a newer kmscrypt'],
  AUTHENTICATION_FAILED: ['restore the token from git, or encrypt the value again'],
  CONTEXT_MISMATCH: [
    'give the context that the token was made with: --context NAME=VALUE, or the rule of .kmscrypt.yaml',
  ],
  CIPHERTEXT_REFUSED: [
    'likeliest first: the token was made with an encryption context (give it: --context NAME=VALUE)',
    'or it was changed or cut: restore it from git',
    'or it belongs to a key of another region: --aws-region REGION',
  ],
  PLAINTEXT_NOT_TEXT: ['decrypt without --as: the plaintext is binary, and this format holds text'],
  FORMAT_NOT_PARSABLE: [
    'correct the file there; or, for another format, --format; decrypt without --as takes any text',
  ],
  FORMAT_CANNOT_EXPRESS: [
    'move the value where the format can hold it, or encrypt it in another form (base64)',
  ],
  TOKEN_MISPLACED: [
    'bring back the right token from git, or set the value anew: kmscrypt set FILE PATH',
    'moved within the file: kmscrypt mv FILE PATH PATH; the file was renamed: kmscrypt rotate --from-file NAME FILE; not bound yet: kmscrypt rotate FILE',
  ],
  PATH_NOT_A_VALUE: ['name one value: db.password, services[0].env.TOKEN, ["key.with.dots"], /db/password'],
  SECRET_EXPOSED: [
    'remove it there, or make it a value of its own; a value that is a secret becomes a token again',
  ],
  EDITOR_FAILED: [
    '$VISUAL, else $EDITOR, names the editor; one with a window of its own has to wait: code --wait',
  ],
  KEY_ID_MISSING: [
    'give --key-id (alias/NAME, a key id, an ARN, or local after kmscrypt keygen)',
    'or a rule or default in .kmscrypt.yaml, such as: default: { key-id: alias/cmk-dev }',
    'or set KMSCRYPT_KEY_ID=alias/NAME',
  ],
  REGION_MISSING: [
    'give --aws-region, or a region in .kmscrypt.yaml, or set AWS_REGION, or a region for the profile',
  ],
  REGION_CONFLICT: ["leave --aws-region out: a key's ARN names its region"],
  CREDENTIALS_MISSING: [
    'sign in: aws sso login --profile NAME, then --profile NAME or AWS_PROFILE',
    'or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; on ECS, EKS, Lambda or EC2 give the task or instance a role',
  ],
  CREDENTIALS_EXPIRED: [
    'sign in again: aws sso login --profile NAME; or renew AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN',
  ],
  CREDENTIALS_REFUSED: [
    'AWS does not accept these credentials: look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and the profile',
    'aws sts get-caller-identity shows whether they work at all',
  ],
  CLOCK_SKEW: [
    "this machine's clock differs from AWS's by more than five minutes: set it (timedatectl, chronyc makestep)",
  ],
  ACCESS_DENIED: [
    'KMS gives one answer for all of these; likeliest first: the wrong region for this token or key (--aws-region)',
    'or the wrong account or role: aws sts get-caller-identity shows which (--profile, --role-arn)',
    `or a missing permission: ${PERMISSION}`,
    'or the key was deleted',
  ],
  KEY_NOT_FOUND: [
    'likeliest first: the wrong region (--aws-region), another account (--profile, --role-arn), a mistyped key id or alias',
    'aws kms list-aliases --region REGION shows the aliases there',
  ],
  KEY_UNUSABLE: [
    'the key is disabled, pending deletion or not for encryption: aws kms describe-key --key-id ID shows its state',
    'aws kms enable-key, or aws kms cancel-key-deletion and then enable-key, bring it back',
  ],
  THROTTLED: [
    'KMS limits the calls of an account: try again later, ask for a higher quota, or use --envelope (one call a file)',
  ],
  TIMEOUT: [
    'KMS did not answer in time: look at the network, the proxy (HTTPS_PROXY, NO_PROXY) and the VPC endpoint',
  ],
  KMS_FAILED: [
    'KMS had a failure of its own: try again later; or something answers in its place (a proxy, AWS_ENDPOINT_URL)',
  ],
  NETWORK: [
    'likeliest first: no route to AWS (VPN, VPC endpoint, DNS), a proxy (HTTPS_PROXY, NO_PROXY)',
    "or a certificate that is not trusted (AWS_CA_BUNDLE names the file with your proxy's CA), or a wrong AWS_ENDPOINT_URL",
  ],
  SECRET_NOT_FOUND: [
    'likeliest first: the wrong region (--aws-region, AWS_REGION), another account (--profile, --role-arn), a mistyped name',
    'aws secretsmanager list-secrets, or aws ssm describe-parameters, shows what is there',
  ],
  SECRET_UNUSABLE: [
    'the secret or this version of it is deleted or has no value yet: aws secretsmanager describe-secret --secret-id NAME shows it; restore-secret brings it back',
  ],
  SECRET_PATH_NOT_FOUND: ['what follows # is a path into the JSON of the secret, such as #db.password'],
  SECRET_NOT_JSON: ['a path behind # needs a secret that is JSON; without # the value is its text as it is'],
  SECRET_NOT_TEXT: ['the secret is binary, and a value is text: store it as base64'],
  REFERENCE_INVALID: [
    'secretsmanager::NAME-OR-ARN[#json.path][@stage], ssm::/path[@version|label], ssm::/tree/*; --except NAME leaves a variable as it is',
  ],
  AWS_FAILED: [
    'AWS had a failure of its own: try again later; or something answers in its place (a proxy, AWS_ENDPOINT_URL)',
  ],
  DEADLINE_EXCEEDED: [
    'look at the network, the proxy (HTTPS_PROXY, NO_PROXY) and the VPC endpoints; --timeout SECONDS gives it longer',
  ],
  ENVIRONMENT_TOO_LARGE: [
    'let the command read it from a FIFO (--config F:FIFO), or from AWS itself; what the system takes is in execve(2)',
  ],
  INIT_NEEDED: [
    'give the container an init: docker run --init, init: true (compose), initProcessEnabled (ECS)',
    'or become the command: --config F=ENVVAR in place of F:FIFO, and the standalone executable or Node from 22.15 on',
  ],
  LOCAL_KEY_MISSING: [
    'kmscrypt keygen makes one; a token needs the very key that it was made with',
    'or point at it: KMSCRYPT_LOCAL_KEY_FILE=PATH, KMSCRYPT_LOCAL_KEY=BASE64',
  ],
  LOCAL_KEY_INVALID: ['restore the key file from where you keep a copy; it cannot be repaired'],
  LOCAL_KEY_MISMATCH: ['KMSCRYPT_LOCAL_KEY_FILE or KMSCRYPT_LOCAL_KEY chooses another local key'],
  LOCAL_KEY_REFUSED: [
    'use a KMS key here (kmscrypt inspect shows which tokens are local), or unset KMSCRYPT_REFUSE_LOCAL',
  ],
};

/** The hints of an error's code; where AWS itself says that it is the permission, nothing else is guessed. */
export function hintsFor({
  code,
  message,
}: {
  readonly code: CliErrorCode;
  readonly message: string;
}): readonly string[] {
  if (code === 'ACCESS_DENIED' && /\b(?:Secrets Manager|SSM) /.test(message)) return [SECRET_PERMISSION];
  if (code === 'ACCESS_DENIED' && /is not authorized to perform/.test(message)) return [PERMISSION];
  return HINTS[code] ?? [];
}
