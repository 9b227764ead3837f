# --- install: itself, its configuration, its timer ---

# Copies itself to where the timer runs it.
program_write() {
  mkdir -p "${PROGRAM%/*}"
  put_changed "$PROGRAM" 0755 "$0"
  case $? in
    0) changed "wrote $PROGRAM" ;;
    2) problem "$PROGRAM $UNWRITTEN" ;;
  esac
}

cmd_install() {
  BUCKET='' REGION='' GROUP='' EVERY=5 ENDPOINT=''
  [ ! -f "$CONF" ] || ENDPOINT=$(sed -n 's/^ENDPOINT=//p' "$CONF")
  while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage "$1 has no value"
    case $1 in
      --bucket) BUCKET=$2 ;;
      --region) REGION=$2 ;;
      --group) GROUP=$2 ;;
      --every) EVERY=$2 ;;
      --endpoint) ENDPOINT=$2 ;;
      *) usage "install has no option $1" ;;
    esac
    shift 2
  done
  conf_check 'the command line'
  run_begin install
  : >"$WORK/granted"
  program_write
  conf_write
  case $? in
    0) changed "wrote $CONF" ;;
    2) problem "$CONF $UNWRITTEN" ;;
  esac
  curl_signs || has aws || problem "$NO_WAY"
  group_make
  sshd_activate
  units_write
  exit "$EXIT"
}
