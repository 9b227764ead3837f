# --- choice: which manifest is in force from now on ---

# The last one that passed all checks: manifest.next while it is being brought into force, also after a kill.
in_force() {
  for file in "$STATE/manifest.next" "$STATE/manifest"; do
    [ -f "$file" ] || continue
    flaw=$(manifest_flaw "$file")
    [ -z "$flaw" ] && BASE=$file && return
    # It stays: a passing fault may look like a flaw, and what is in force protects from going back.
    problem "$file $flaw: it is left out"
  done
  BASE=''
  return 1
}

# refusal TOLD SHA256: prints why the fetched text is not to be brought into force. BASE and its header are known.
refusal() {
  flaw=$(manifest_flaw "$WORK/fetched")
  [ -z "$flaw" ] || { echo "the manifest $flaw"; return; }
  manifest_header "$WORK/fetched"
  of=$(cat "$STATE/bucket" 2>/dev/null)
  [ -z "$of" ] || [ "$of" = "$BUCKET" ] || [ ! -s "$STATE/users" ] ||
    { echo "accounts here are of the bucket $of, whose UIDs may be other people's: if its state has moved to $BUCKET, remove $STATE/bucket"; return; }
  [ "$H_GROUP" = "$GROUP" ] || { echo "the manifest is of the group $H_GROUP, not $GROUP"; return; }
  [ "$H_VERSION" -ge "$1" ] || { echo "the manifest has version $H_VERSION; $1 was told"; return; }
  sum=$(sha256sum <"$WORK/fetched")
  if [ -n "$2" ] && [ "$H_VERSION" -eq "$1" ] && [ "${sum%% *}" != "$2" ]; then
    echo "the manifest of version $1 is not the text that was told: its hash is another"
    return
  fi
  ! cmp -s "$WORK/fetched" "${BASE:-/nonexistent}" || return
  if [ "$BASE_GROUP" = "$GROUP" ]; then
    [ "$H_VERSION" -ge "$BASE_VERSION" ] ||
      { echo "the manifest has version $H_VERSION; $BASE_VERSION is in force: to go back, remove $STATE/manifest and manifest.next, but not where the state was made anew: its UIDs may be other people's"; return; }
    [ "$H_VERSION" -ne "$BASE_VERSION" ] ||
      { echo "the manifest of version $H_VERSION is another text than the one in force"; return; }
  fi
  [ "$H_EXPIRES" -gt "$NOW" ] || echo "the manifest of version $H_VERSION has expired: does the Lambda still run?"
}

# choose TOLD SHA256: leaves the manifest to bring into force in BASE and H_*. 1: there is none.
choose() {
  BASE_GROUP='' BASE_VERSION=0
  ! in_force || { manifest_header "$BASE" && BASE_GROUP=$H_GROUP BASE_VERSION=$H_VERSION; }
  # S3 is consistent: what it answers is what was put before hosts were told.
  if ! s3_get "manifests/$GROUP/current" "$WORK/fetched"; then
    worse "$NO_FETCH"
    problem "s3://$BUCKET/manifests/$GROUP/current could not be fetched: what is in force stays"
  else
    NOW=$(date +%s)
    why=$(refusal "$1" "$2")
    if [ -n "$why" ]; then
      RESULT=refused
      worse "$REFUSED"
      problem "$why: what is in force stays"
    else
      [ "$(cat "$STATE/bucket" 2>/dev/null)" = "$BUCKET" ] || printf '%s\n' "$BUCKET" | put "$STATE/bucket" 0600 ||
        rm -f "$STATE/bucket"
      cmp -s "$WORK/fetched" "${BASE:-/nonexistent}" || next_write
    fi
  fi
  [ -n "$BASE" ] && manifest_header "$BASE"
}

# What is to be taken away does not wait for room on the disk; the manifest of before, which gives it, makes room.
next_write() {
  BASE=$STATE/manifest.next
  put "$BASE" 0600 <"$WORK/fetched" && return
  rm -f "$STATE/manifest" "$BASE"
  put "$BASE" 0600 <"$WORK/fetched" && return
  BASE=$WORK/fetched
  problem "$STATE/manifest.next $UNWRITTEN"
}
