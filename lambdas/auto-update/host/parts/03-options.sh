# --- options: the command line ---

is_step() { like "$1" '[A-Za-z0-9][A-Za-z0-9-]{0,99}'; }
is_pin() { like "$1" 'none|releasever:[0-9][0-9A-Za-z.]{0,31}|snapshot:[0-9]{8}T[0-9]{6}Z'; }
is_scope() { like "$1" 'security|all'; }
is_services() { like "$1" '([A-Za-z0-9@_.][A-Za-z0-9@_.-]{0,79}( [A-Za-z0-9@_.][A-Za-z0-9@_.-]{0,79})*)?'; }
is_timeout() { like "$1" '[1-9][0-9]{1,4}'; }

options() {
  STEP='' SCOPE=security PIN=none SERVICES='' TIMEOUT=3600 ANSWER_TO=''
  while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage "$1 has no value"
    case $1 in
      --step) STEP=$2 ;;
      --scope) SCOPE=$2 ;;
      --pin) PIN=${2:-none} ;;
      --services) SERVICES=$2 ;;
      --timeout) TIMEOUT=$2 ;;
      --answer-to) ANSWER_TO=$2 ;;
      *) usage "there is no option $1" ;;
    esac
    shift 2
  done
  [ -z "$STEP" ] || is_step "$STEP" || usage '--step is not 1 to 100 of letters, digits and -'
  is_scope "$SCOPE" || usage '--scope is neither security nor all'
  is_pin "$PIN" || usage '--pin is not releasever:VERSION, snapshot:YYYYMMDDTHHMMSSZ or none'
  is_services "$SERVICES" || usage '--services are not names of units with a space between them'
  is_timeout "$TIMEOUT" || usage '--timeout is not a number of seconds from 10 to 99999'
}
