# --- s3: get and put, by curl or by the AWS CLI ---

endpoint() { printf '%s' "${AWS_ENDPOINT_URL_S3:-${AWS_ENDPOINT_URL:-$ENDPOINT}}"; }

s3_url() {
  url=$(endpoint)
  suffix=amazonaws.com
  [ "$(partition "$REGION")" != aws-cn ] || suffix=amazonaws.com.cn
  if [ -n "$url" ]; then
    printf '%s/%s/%s' "${url%/}" "$BUCKET" "$1"
  else
    case $BUCKET in
      # The certificate of a bucket with a dot in its name does not fit.
      *.*) printf 'https://s3.%s.%s/%s/%s' "$REGION" "$suffix" "$BUCKET" "$1" ;;
      *) printf 'https://%s.s3.%s.%s/%s' "$BUCKET" "$REGION" "$suffix" "$1" ;;
    esac
  fi
}

# curl before 7.88 does not sign the session token: S3 would refuse it.
curl_signs() {
  has curl || return 1
  release=$(curl -q -V | sed -n '1s/^curl \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
  [ "${release% *}" -ge 8 ] || { [ "${release% *}" = 7 ] && [ "${release#* }" -ge 88 ]; }
}

NO_WAY='no AWS CLI, and no curl of 7.88 or later (older ones do not sign the session token): install the AWS CLI'

# Into BY, once a run: curl, as it starts faster, or the AWS CLI, which knows other credentials than those of the role.
s3_way() {
  [ -z "$BY" ] || return 0
  if curl_signs && credentials; then
    BY=curl
  elif has aws; then
    BY=cli
  elif curl_signs; then
    complain "no credentials from $IMDS: has the instance a role, and its metadata service a hop limit and IMDSv2?"
    return 1
  else
    complain "$NO_WAY"
    return 1
  fi
}

# s3_curl SHA256 URL CURL-OPTION...: the status of HTTP into CODE, 000 where there is none.
s3_curl() {
  sha256=$1 url=$2
  shift 2
  CODE=$(printf '%s\n' "$CREDENTIALS" |
    curl -q -sS --connect-timeout 5 --max-time 60 --retry 3 --retry-max-time 60 --aws-sigv4 "aws:amz:$REGION:s3" \
      -H "x-amz-content-sha256: $sha256" -w '%{http_code}' "$@" -K - "$url" 2>"$WORK/s3.err")
  end=$?
  [ "$end" = 0 ] || CODE=000
  case $end:$CODE in
    0:200) return 0 ;;
    # This curl is built without what it takes, or S3 does not take how it signs, or who.
    2:* | 4:* | 48:* | 0:403) has aws && BY=cli && return ;;
    23:*) complain "there is no room for what S3 answers: is ${WORK%/*} full?" ;;
  esac
  return 1
}

s3_cli() {
  url=$(endpoint)
  verb=$1
  shift
  aws s3api "$verb" --bucket "$BUCKET" --region "$REGION" ${url:+--endpoint-url "$url"} --cli-connect-timeout 5 \
    --cli-read-timeout 60 "$@" >/dev/null 2>"$WORK/s3.err" </dev/null && return
  complain "$(tail -n 1 "$WORK/s3.err" | cut -c 1-300)"
  return 1
}

# s3_get KEY FILE
s3_get() {
  s3_way || return 1
  # The hash is that of an empty body.
  [ "$BY" = cli ] || s3_curl e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 "$(s3_url "$1")" \
    --max-filesize "$MOST_BYTES" -o "$2" || { s3_why "$1" "$2"; return; }
  [ "$BY" = curl ] || s3_cli get-object --key "$1" "$2"
}

# s3_put KEY FILE
s3_put() {
  s3_way && sha256=$(sha256sum "$2") || return 1
  [ "$BY" = cli ] || s3_curl "${sha256%% *}" "$(s3_url "$(printf '%s' "$1" | sed 's/:/%3A/g')")" \
    -T "$2" -H 'Content-Type: text/plain' -o "$WORK/answer" || { s3_why "$1" "$WORK/answer"; return; }
  [ "$BY" = curl ] || s3_cli put-object --key "$1" --body "$2" --content-type text/plain
}

# s3_why KEY ANSWER: says why, and fails.
s3_why() {
  case $CODE in
    000) [ ! -s "$WORK/s3.err" ] || complain "$(tail -n 1 "$WORK/s3.err" | cut -c 1-300)" ;;
    403)
      why=$(sed -n 's/.*<Code>\([A-Za-z]*\)<.*/\1/p' "$2" 2>/dev/null | head -n 1)
      cure='the role of this host has not the policy of the host group'
      case $1:$why in
        *:RequestTimeTooSkewed) cure='set the clock of this host' ;;
        manifests/*) cure="there is no manifest yet, the group has another name, or $cure" ;;
      esac
      complain "S3 answers 403${why:+ ($why)} for s3://$BUCKET/$1: $cure"
      ;;
    404) complain "S3 answers 404 for s3://$BUCKET/$1: there is none yet, or the group has another name" ;;
    *) complain "S3 answers $CODE for s3://$BUCKET/$1" ;;
  esac
  return 1
}
