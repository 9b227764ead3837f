# --- main: the command line ---

command=${1:-help}
[ $# -eq 0 ] || shift
case " $* " in *' --help '* | *' -h '*) command=help ;; esac
case $command in
  check | patch | reboot | health) cmd_step "$command" "$@" ;;
  install-timer) cmd_install_timer "$@" ;;
  uninstall-timer) cmd_uninstall_timer "$@" ;;
  unattended) cmd_unattended "$@" ;;
  status) cmd_status "$@" ;;
  version | --version) printf '%s %s\n' "$ME" "$FORMAT" ;;
  help | --help | -h) cmd_help ;;
  *) usage "there is no command $command" ;;
esac
