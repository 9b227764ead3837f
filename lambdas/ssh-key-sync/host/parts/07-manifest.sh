# --- manifest: is this text one that may be brought into force? ---

# Base64 and comment of a key have an alphabet without quotes, commas and spaces: no room for options of sshd.
KEY_TYPES='ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com'
USER_LINE='user [a-z][a-z0-9_-]{0,31} [1-9][0-9]{3,6} (login|sudo|keep)'
KEY_LINE="key ($KEY_TYPES) AAAA[A-Za-z0-9+/]+={0,2} [A-Za-z0-9_.:/@+=-]+"

# The first lines, into H_GROUP, H_VERSION, H_ISSUED, H_EXPIRES, H_ON_EXPIRY, H_END_SESSIONS.
manifest_header() {
  {
    IFS= read -r first && read -r w2 H_GROUP && read -r w3 H_VERSION && read -r w4 H_ISSUED && read -r w5 H_EXPIRES &&
      read -r w6 H_ON_EXPIRY && read -r w7 H_END_SESSIONS
  } <"$1" || return 1
  [ "$first" = 'kmscrypt-ssh-keys 1' ] &&
    [ "$w2 $w3 $w4 $w5 $w6 $w7" = 'group version issued expires on-expiry end-sessions' ] &&
    is_group "$H_GROUP" && is_number "$H_VERSION" && is_number "$H_ISSUED" && is_number "$H_EXPIRES" &&
    like "$H_ON_EXPIRY" 'keep|lock' && like "$H_END_SESSIONS" 'yes|no'
}

# Prints what is wrong with the text itself; nothing where nothing is.
manifest_flaw() {
  bytes=$(wc -c <"$1")
  [ "$bytes" -le "$MOST_BYTES" ] || { echo "has $bytes bytes, more than $MOST_BYTES"; return; }
  [ "$(tail -c 1 "$1" | tr '\n' E)" = E ] || { echo 'is cut short: its last line has no end'; return; }
  [ "$(tr -d ' -~\n' <"$1" | wc -c)" -eq 0 ] || { echo 'has bytes that are not ASCII'; return; }
  sum=$(sed '$d' "$1" | sha256sum)
  [ "$(tail -n 1 "$1")" = "sha256 ${sum%% *}" ] || { echo 'does not have the hash that its last line says'; return; }
  manifest_header "$1" || { echo 'does not begin as a manifest of format 1 does'; return; }
  line=$(sed '1,7d;$d' "$1" | grep -Evnx -e "$USER_LINE" -e "$KEY_LINE" | sed -n '1s/:.*//p')
  [ -z "$line" ] || { echo "has a line $((line + 7)) that is neither a user nor a key"; return; }
  awk '
    NR == 8 && $1 == "key" { print "has a key before the first user"; exit }
    $1 != "user" || NR < 8 { next }
    $2 in names || $3 in uids { print "has the login or the uid of " $2 " twice"; exit }
    $2 == "root" || $2 ~ /^kmscrypt-/ { print "has a user " $2 ", a name that is not for users"; exit }
    $3 < 1001 || $3 > 2000000 { print "has a uid outside 1001 to 2000000: " $3; exit }
    { names[$2]; uids[$3] }' "$1"
}
