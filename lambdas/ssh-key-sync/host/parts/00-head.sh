#!/bin/sh
# kmscrypt-ssh-keys: opens this host to the users of a manifest in S3, and to nobody else of those it made before.
#
# Map
#   words        say, problem, changed, die          what is told, and to whom
#   files        put, sync_files                     whole or not at all
#   conf         conf_read, conf_write               /etc/kmscrypt/ssh-keys.conf
#   run          run_begin, run_end                  one run at a time; leftovers of killed ones
#   metadata     imds, credentials, instance_arn     who this host is
#   s3           s3_get, s3_put                      by curl, or by the AWS CLI
#   manifest     manifest_flaw, manifest_header      is this text one that may be brought into force?
#   choice       in_force, choose                    which manifest is in force from now on
#   accounts     accounts                            which ones of this host are ours (awk)
#   plan         plan                                read only: what differs (awk)
#   records      granted, records_write              who has access, and whom we have made
#   users        account, user_*, homes_make         one change of one account each
#   renames      user_rename, user_away              an account takes another name
#   sessions     sessions_end                        what still runs as a user without access
#   steps        carry_out                           the lines of a plan, each for itself
#   keys         keys_sync                           /etc/ssh/authorized_keys.d
#   sudo         sudo_sync                           /etc/sudoers.d/kmscrypt-ssh-keys
#   sshd         sshd_activate, sshd_deactivate      the drop-in, tried before it counts
#   sshd-review  sshd_review, sshd_reload            what holds for our users, and telling sshd
#   report       status_write, status_send           what the Lambda learns
#   timer        units_write, units_remove           systemd
#   help, install, apply, check, uninstall: cmd_*    the commands; status is in check
#   main                                             the command line
#
# Order of an apply: what is lost goes first (sudo, keys, expiry, sessions), then what is gained (user, group, keys, sudo).
# A step that fails stops no other. Nothing is ever deleted but what this script wrote: accounts and homes stay.

set -u
umask 077
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export LC_ALL PATH
unset CDPATH

ME=kmscrypt-ssh-keys
PROGRAM=/usr/local/sbin/$ME
CONF=/etc/kmscrypt/ssh-keys.conf
STATE=/var/lib/$ME
WORK=/run/$ME
KEYS=/etc/ssh/authorized_keys.d
SUDOERS=/etc/sudoers.d/$ME
SSHD_CONFIG=/etc/ssh/sshd_config
DROP_IN=/etc/ssh/sshd_config.d/60-$ME.conf
UNITS=/etc/systemd/system
LINUX_GROUP=kmscrypt-ssh
# The first line of every key file, before the UID; and the comment of every account in /etc/passwd.
MARK="# $ME"
MOST_BYTES=33554432
REPORT_EVERY=3600
FAILED=1 USAGE=2 REFUSED=3 NO_FETCH=4 BROKEN_SSHD=5
