# --- help: what it says of itself ---

cmd_help() {
  cat <<END
$ME: opens this host to the SSH keys of the users of a manifest in S3

  install --bucket B --region R --group G [--every MINUTES] [--endpoint URL]
                   puts the script, its timer and the drop-in of sshd on this host; MINUTES: 1 to 9999, default 5
  apply [--version V] [--sha256 H]
                   fetches the manifest and brings it into force; V: at least this version; H: the hash of V
  status           prints the last report
  check            says what is wrong with the installation; changes nothing
  uninstall [--leave-users]
                   takes all of it away; users are locked (left as they are), accounts and homes stay
  help             prints this

exit status
  0  done, or nothing to do
  1  a part failed; it is named on stderr, the rest is done
  2  the command line or $CONF is wrong
  3  the manifest was refused; the last good one is in force
  4  the manifest could not be fetched; the last good one is in force
  5  the configuration of sshd is broken or leaves our users out
END
}

usage() { die "$USAGE" "$1: see $ME help"; }
