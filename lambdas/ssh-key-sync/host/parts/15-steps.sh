# --- steps: the lines of a plan, each for itself ---

# carry_out VERBS: the lines of the plan with one of these verbs, each for itself.
carry_out() {
  grep -E "^($1) " "$WORK/plan" >"$WORK/steps"
  # 1: no line is one.
  case $? in
    0) ;;
    1) return 0 ;;
    *) unfinished "what is to be done cannot be written to $WORK: is /run full?"; return 0 ;;
  esac
  while read -r verb uid user more; do
    case $verb in
      problem) problem "$uid $user $more" ;;
      lock) user_lock ;;
      mend-shadow) user_mend_shadow ;;
      mend-age) user_mend_age ;;
      mend-group) user_mend_group "$more" ;;
      unlock) user_unlock ;;
      join) user_join ;;
      # It may be an account of a directory.
      tidy) getent passwd "$user" >/dev/null || user_tidy ;;
      away) user_away ;;
      rename) user_rename "$more" ;;
      create) user_create ;;
    esac
  done <"$WORK/steps"
  user=''
}
