# --- conf: /etc/kmscrypt/ssh-keys.conf, read as data ---

is_bucket() { like "$1" '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]'; }
is_region() { like "$1" '[a-z]{2,4}(-[a-z]{1,12}){1,3}-[0-9]{1,2}'; }
is_group() { like "$1" '[a-z][a-z0-9-]{0,62}'; }
is_minutes() { like "$1" '[1-9][0-9]{0,3}'; }
is_number() { like "$1" '0|[1-9][0-9]{0,14}'; }
is_sha256() { like "$1" '[0-9a-f]{64}'; }
is_url() { like "$1" 'https?://[A-Za-z0-9.:_-]+(/[A-Za-z0-9._/-]*)?'; }

# Read line by line, never run: the file is data.
conf_read() {
  BUCKET='' REGION='' GROUP='' EVERY=5 ENDPOINT=''
  [ -f "$CONF" ] || return 1
  while IFS='=' read -r name value || [ -n "$name" ]; do
    case $name in
      BUCKET) BUCKET=$value ;;
      REGION) REGION=$value ;;
      GROUP) GROUP=$value ;;
      EVERY) EVERY=$value ;;
      ENDPOINT) ENDPOINT=$value ;;
      '' | '#'*) ;;
      *) complain "$CONF: the line $name is not known and left out" ;;
    esac
  done <"$CONF"
  conf_check "$CONF"
}

# conf_check WHERE
conf_check() {
  is_bucket "$BUCKET" || die "$USAGE" "$1: the bucket is not the name of one: see $ME help"
  is_region "$REGION" || die "$USAGE" "$1: the region is not one such as eu-central-1: see $ME help"
  is_group "$GROUP" || die "$USAGE" "$1: the group is not the name of a host group: see $ME help"
  is_minutes "$EVERY" || die "$USAGE" "$1: the minutes are not a number from 1 to 9999: see $ME help"
  [ -z "$ENDPOINT" ] || is_url "$ENDPOINT" || die "$USAGE" "$1: the endpoint is not a URL such as https://s3.example.com"
}

conf_write() {
  mkdir -p "${CONF%/*}" && chmod 0755 "${CONF%/*}" || return 2
  {
    printf '# Written by %s install.\n' "$ME"
    printf 'BUCKET=%s\nREGION=%s\nGROUP=%s\nEVERY=%s\n' "$BUCKET" "$REGION" "$GROUP" "$EVERY"
    [ -z "$ENDPOINT" ] || printf 'ENDPOINT=%s\n' "$ENDPOINT"
  } >"$WORK/conf"
  put_changed "$CONF" 0644 "$WORK/conf"
}
