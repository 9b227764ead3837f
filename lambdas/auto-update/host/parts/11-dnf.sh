# --- dnf: Amazon Linux 2023 ---

# dnf_run ARGUMENT...: without questions; somebody else at work is a status and no wait of its own. A repository that cannot be
# reached is a failure, as it may hide updates, unless its own settings say that it may be left out.
dnf_run() {
  # shellcheck disable=SC2086 # a list of options
  patiently dnf $DNF_RELEASE --setopt=exit_on_lock=True --setopt=best=False \
    --setopt=skip_if_unavailable=False --setopt=color=never "$@"
}

dnf_scope() { [ "$SCOPE" = all ] || echo --security; }

# A release that the host was given by its operators holds. It is told as no pin: other hosts are not to follow it.
dnf_begin() {
  DNF_RELEASE='' PINNED=none
  given=$(head -n 1 /etc/dnf/vars/releasever 2>/dev/null)
  if [ "${given:-latest}" != latest ]; then
    case $PIN in
      none) ;;
      "releasever:$given") PINNED=$PIN ;;
      *) problem "/etc/dnf/vars/releasever holds this host at $given: the pin $PIN is not kept" ;;
    esac
    return 0
  fi
  case $PIN in
    releasever:*) DNF_RELEASE="--releasever=${PIN#releasever:}" PINNED=$PIN ;;
    none) ;;
    *) problem "the pin $PIN is none for dnf: what is newest is taken" ;;
  esac
  [ -z "$DNF_RELEASE" ] || return 0
  # The repositories of its images are pinned to the release of the image: without another one nothing is ever new.
  case $(platform) in amzn-202[3-9]*) DNF_RELEASE=--releasever=latest ;; esac
}

# The lists; and which release the newest one is, so that others can be told of it. Lists of another release are another cache: of
# that one dnf would say without a word that there is nothing, so the newest one stays `latest` for this run.
dnf_lists() {
  dnf_run makecache --refresh || { problem "lists of packages: $(last_words)"; return 1; }
  lost=$(sed -n 's/^Ignoring repositories: //p' "$WORK/out")
  [ -z "$lost" ] || problem "repositories that cannot be reached: $lost"
  case $lost in *amazonlinux*) return 1 ;; esac
  [ "$DNF_RELEASE" = --releasever=latest ] || return 0
  dnf_run -q -C repoquery --latest-limit=1 --qf '%{version}' system-release
  newest=$(grep -Ex '[0-9][0-9A-Za-z.]{0,31}' "$WORK/out" | sort -V | tail -n 1)
  if [ -n "$newest" ]; then
    PINNED=releasever:$newest
  else
    problem 'no release of the newest packages could be told: they are not pinned'
  fi
}

# Into $WORK/updates: name, old version, new one, whether it is of security.
dnf_updates() {
  dnf_listed --security >"$WORK/dnf.security" || return 1
  if [ "$SCOPE" = all ]; then dnf_listed >"$WORK/dnf.updates" || return 1; else cp "$WORK/dnf.security" "$WORK/dnf.updates"; fi
  dnf_list >"$WORK/dnf.installed"
  awk '
    FILENAME == ARGV[1] { old[$1] = $2; next }
    FILENAME == ARGV[2] { security[$1] = 1; next }
    { print $1, ($1 in old) ? old[$1] : "-", $2, ($1 in security) ? "yes" : "no" }
  ' "$WORK/dnf.installed" "$WORK/dnf.security" "$WORK/dnf.updates" >"$WORK/updates"
  KEPT_BACK=''
}

# check-update ends with 100 where there is something.
dnf_listed() {
  dnf_run -q -C check-update "$@"
  case $logged in
    0 | 100) awk '/^Obsoleting/ { exit } NF == 3 && $1 ~ /\../ { print $1, $2 }' "$WORK/out" ;;
    *) return 1 ;;
  esac
}

dnf_estimate() {
  # shellcheck disable=SC2046 # an option or none
  dnf_run --assumeno upgrade $(dnf_scope)
  DOWNLOAD=$(kilobytes "$(sed -n 's/^Total download size: //p' "$WORK/out")")
  INSTALLED=$(kilobytes "$(sed -n 's/^Installed size: //p' "$WORK/out")")
}

dnf_list() { rpm -qa --qf '%{NAME}.%{ARCH} %{EVR}\n' 2>/dev/null | sort; }
