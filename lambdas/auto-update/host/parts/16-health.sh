# --- health: is this host well? ---

AGENTS='amazon-ssm-agent.service snap.amazon-ssm-agent.amazon-ssm-agent.service'

# Into HEALTH: bad where the agent or a service that was named is not active, systemd is still starting or already stopping,
# packages are half there, or the disk is full. What cannot be asked here is not bad. Units that have failed since the
# last patch began are told only: which services count is for the operator to say.
health_look() {
  HEALTH=ok
  if runs_systemd; then
    health_of_systemd
    health_of_agent
    for service in $SERVICES; do
      systemctl -q is-active "$service" || bad "$service is $(systemctl is-active "$service" 2>/dev/null || :)"
    done
    failed_units >"$WORK/failed"
    if [ -f "$STATE/failed-before" ]; then
      news=$(grep -Fxv -f "$STATE/failed-before" "$WORK/failed" | head -n 5 | tr '\n' ' ')
      [ -z "$news" ] || problem "units have failed since the last patch began: $news"
    fi
  fi
  if [ -n "$MANAGER" ] && manager is_broken; then bad "packages are half there: $(manager broken | sort -u | head -n 5 | tr '\n' ' ')"; fi
  # shellcheck disable=SC2046 # folders
  short=$(room_short "$LEAST_ROOM" $(room_folders))
  [ -z "$short" ] || bad "the disk is full: $short"
  ! runs_systemd || others_look
}

# What else patches this host would do so while it serves, and with other versions than other hosts get.
others_look() {
  for timer in apt-daily-upgrade.timer dnf-automatic.timer dnf-automatic-install.timer; do
    [ "$(systemctl is-enabled "$timer" 2>/dev/null)" = enabled ] || continue
    case $timer in
      apt-*) has unattended-upgrade && apt_is_unattended || continue ;;
      dnf-automatic.timer) grep -Eqi '^ *apply_updates *= *(yes|true|on|1)' /etc/dnf/automatic.conf 2>/dev/null || continue ;;
    esac
    problem "$timer patches this host, too, at times of its own"
  done
}

apt_is_unattended() {
  apt-config dump APT::Periodic | awk -F '"' '
    /::Enable / && $2 == 0 { off = 1 }
    /::Unattended-Upgrade / && $2 != 0 { on = 1 }
    END { exit !on || off }
  '
}

# While somebody else's dpkg or rpm is at work packages are half there: for a minute that is waited for.
health_wait() {
  until=$(($(now) + 60))
  while manager is_broken && packages_are_locked && [ "$(now)" -lt "$until" ]; do sleep 2; done
}

packages_are_locked() {
  for file in /var/lib/dpkg/lock /var/lib/dpkg/lock-frontend /var/lib/rpm/.rpm.lock; do
    inode=$(stat -c %i "$file" 2>/dev/null) && grep -q ":$inode " /proc/locks 2>/dev/null && return
  done
  return 1
}

bad() {
  HEALTH=bad
  problem "$*"
}

health_of_systemd() {
  state=$(systemctl is-system-running 2>/dev/null)
  case $state in initializing | starting | stopping | maintenance) bad "systemd is $state" ;; esac
}

health_of_agent() {
  known=''
  for agent in $AGENTS; do
    [ "$(systemctl show -p LoadState --value "$agent" 2>/dev/null)" = loaded ] || continue
    ! systemctl -q is-active "$agent" || return 0
    known=$agent
  done
  [ -z "$known" ] || bad "$known is not active"
}

failed_units() { systemctl --failed --plain --no-legend --no-pager 2>/dev/null | awk '{ print $1 }'; }
