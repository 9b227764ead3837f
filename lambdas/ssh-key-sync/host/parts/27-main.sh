# --- main: the command line ---

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
  install | apply | status | check | uninstall) "cmd_$command" "$@" ;;
  help | --help | -h) cmd_help ;;
  *) usage "there is no command $command" ;;
esac
