# --- report: what the Lambda learns ---

status_field() { sed -n "s/^$1 //p" "$STATE/status" 2>/dev/null | head -n 1; }

# The report of this run, into $WORK/status and $STATE/status. In force is $STATE/manifest: what is unfinished is not, nor is
# what is left of another group.
status_write() {
  version=0 sha256=- applied=0
  if [ -f "$STATE/manifest" ] && manifest_header "$STATE/manifest" && [ "$H_GROUP" = "$GROUP" ]; then
    version=$H_VERSION
    sha256=$(sha256sum <"$STATE/manifest") && sha256=${sha256%% *}
    applied=$(status_field applied)
    [ "$sha256" = "$(status_field sha256)" ] && [ "${applied:-0}" != 0 ] || applied=$(date +%s)
  fi
  self=$(sha256sum <"$0") || self=unknown-----
  {
    printf 'kmscrypt-ssh-keys-status 1\ninstance %s\ngroup %s\nversion %s\n' "${ARN:--}" "$GROUP" "$version" &&
      printf 'sha256 %s\nresult %s\napplied %s\nat %s\n' "$sha256" "$RESULT" "$applied" "$(date +%s)" &&
      printf 'users %s\nscript %.12s\n' "$(wc -l <"$WORK/granted" | tr -d ' ')" "$self" &&
      head -n 20 "$WORK/problems" | sed 's/^/problem /'
  } >"$WORK/status" 2>/dev/null || { problem "the report cannot be written: is ${WORK%/*} full? the last one stays"; return; }
  put "$STATE/status" 0600 <"$WORK/status" ||
    { complain "$STATE/status $UNWRITTEN"; worse "$FAILED"; }
}

# Sent if it says something new, or the last one is older than an hour.
status_due() {
  [ "$RESULT" = unchanged ] && [ -f "$STATE/status.sent" ] || return 0
  sent=$(sed -n 's/^at //p' "$STATE/status.sent")
  age=$(($(date +%s) - ${sent:-0}))
  # Before it was sent: the clock was ahead.
  [ "$age" -ge 0 ] && [ "$age" -lt "$REPORT_EVERY" ] || return 0
  grep -Ev '^(at|result|applied) ' "$STATE/status.sent" >"$WORK/said"
  ! grep -Ev '^(at|result|applied) ' "$WORK/status" | cmp -s - "$WORK/said"
}

status_send() {
  status_due || return 0
  if [ -n "${ARN:-}" ] && s3_put "status/$ARN" "$WORK/status"; then
    put "$STATE/status.sent" 0600 <"$WORK/status"
  else
    rm -f "$STATE/status.sent"
    problem 'the report could not be sent: the next run tries again'
  fi
}
