# --- metadata: who this host is ---

# Secrets reach curl by its standard input alone: arguments can be seen by everybody on the host.
IMDS=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}
IMDS=${IMDS%/}
IMDS_TOKEN=''

imds() {
  if [ -z "$IMDS_TOKEN" ]; then
    IMDS_TOKEN=$(curl -q -sS -f --noproxy '*' --connect-timeout 2 --max-time 5 --retry 2 -X PUT \
      -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$IMDS/latest/api/token" 2>/dev/null) || return 1
    like "$IMDS_TOKEN" '[A-Za-z0-9+/=_-]+' || return 1
  fi
  printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$IMDS_TOKEN" |
    curl -q -sS -f --noproxy '*' --connect-timeout 2 --max-time 5 --retry 2 -K - "$IMDS/latest/$1" 2>/dev/null
}

# json_field NAME: the text of a field of the flat JSON on stdin.
json_field() { tr -d '\n' | sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p'; }

# Into CREDENTIALS, as lines of curl's config.
credentials() {
  [ -z "${CREDENTIALS:-}" ] || return 0
  imds meta-data/iam/security-credentials/ >"$WORK/role" || return 1
  read -r role <"$WORK/role" || [ -n "$role" ] || return 1
  like "$role" '[A-Za-z0-9+=,.@_-]+' || return 1
  given=$(imds "meta-data/iam/security-credentials/$role") || return 1
  key=$(printf '%s' "$given" | json_field AccessKeyId)
  secret=$(printf '%s' "$given" | json_field SecretAccessKey)
  token=$(printf '%s' "$given" | json_field Token)
  for part in "$key" "$secret" "$token"; do
    like "$part" '[A-Za-z0-9+/=_.%-]+' || return 1
  done
  CREDENTIALS=$(printf 'user = "%s:%s"\nheader = "X-Amz-Security-Token: %s"' "$key" "$secret" "$token")
}

partition() {
  case $1 in
    cn-*) echo aws-cn ;;
    us-gov-*) echo aws-us-gov ;;
    *) echo aws ;;
  esac
}

instance_arn() {
  has curl || return 1
  imds dynamic/instance-identity/document >"$WORK/identity" || return 1
  account=$(json_field accountId <"$WORK/identity")
  region=$(json_field region <"$WORK/identity")
  id=$(json_field instanceId <"$WORK/identity")
  like "$account" '[0-9]{12}' && is_region "$region" && like "$id" 'm?i-[0-9a-f]+' || return 1
  ARN=arn:$(partition "$region"):ec2:$region:$account:instance/$id
}
