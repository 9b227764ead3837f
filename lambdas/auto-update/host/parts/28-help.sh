# --- help: what it says of itself ---

cmd_help() {
  cat <<END
$ME: brings the packages of this host up to date, one step at a time

  check            what could be updated, and whether a reboot is needed; changes no package
  patch            updates packages; never reboots, and takes no package away
  reboot           asks for a reboot, which comes some seconds later
  health           whether agent, services, packages and disk are well
    --scope security|all      default security
    --pin none|releasever:VERSION|snapshot:TIME
    --services "UNIT UNIT"    units that have to be active
    --timeout SECONDS         10 to 99999, default 3600
    --step ID                 a step of this name is done once; then its answer is printed
  install-timer --at HH:MM [--days Mon,Thu] [--jitter MINUTES] [--scope S] [--services U] [--reboot when-needed --hours HH:MM-HH:MM]
                   patches this host on its own; for hosts that nobody orchestrates
    --days                    default every day
    --jitter                  0 to 9999, default 30: up to so many minutes later
    --hours                   when it may reboot; --at is among them
  unattended [--scope S] [--services U] [--reboot when-needed --hours HH:MM-HH:MM]
                   what the timer runs: patches, and reboots where that is needed and allowed
  uninstall-timer  takes that away
  status           the last answers
  version          prints the version of the answers
  help             prints this

exit status
  0  done, nothing to do, or still running
  1  failed; the answer says why
  2  the command line is wrong
  3  refused; nothing was changed
END
}

usage() { die "$USAGE" "$1: see $ME help"; }
