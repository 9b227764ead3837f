#!/bin/sh
# kmscrypt-auto-update: brings the packages of this host up to date, one step at a time, and answers what came of it.
#
# Map
#   words        complain, problem, die              what is told, and to whom
#   log          note, logged                        /var/log/kmscrypt-auto-update.log
#   options      options                             the command line
#   run          run_begin                           folders, and what killed runs have left
#   lock         lock_take, patiently                one run at a time; others who change packages
#   facts        boot, kernel, platform              what this host is
#   disk         room_refused                        is there room?
#   apt-security, apt, apt-repair                    Debian and Ubuntu
#   dnf, dnf-upgrade, dnf-repair                     Amazon Linux 2023
#   manager      manager_*                           whichever of the two this host has
#   reboot-need  needs_reboot                        does a reboot bring anything?
#   health       health_look                         agent, services, packages, room
#   changes      changes_between                     what has become of packages
#   answer       answer                              what is printed
#   steps        step_*                              what has been asked and answered before
#   check, patch, reboot: do_*                       the steps
#   detached     detached                            a patch outlives whoever asked for it
#   timer, unattended                                hosts that nobody orchestrates
#   status, help, main                               the rest of the command line
#
# A patch takes nothing away and never reboots. What an earlier run has left half done is repaired first.

set -u
umask 077
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
# Nothing asks anybody. needrestart, where it is installed, restarts services whose libraries were replaced.
DEBIAN_FRONTEND=noninteractive
NEEDRESTART_MODE=a
APT_LISTCHANGES_FRONTEND=none
UCF_FORCE_CONFFOLD=1
export LC_ALL PATH DEBIAN_FRONTEND NEEDRESTART_MODE APT_LISTCHANGES_FRONTEND UCF_FORCE_CONFFOLD
unset CDPATH

ME=kmscrypt-auto-update
# Of the answer.
FORMAT=1
PROGRAM=/usr/local/sbin/$ME
STATE=/var/lib/$ME
RUN=/run/$ME
LOG=/var/log/$ME.log
UNITS=/etc/systemd/system
# What SSM keeps of an answer is 2,500 characters.
MOST_BYTES=2300
MOST_STEPS=200
MOST_LOG=1048576
# In kilobytes: for any change at all; and below this a host is not well.
ROOM=204800
LEAST_ROOM=51200
FAILED=1 USAGE=2 REFUSED=3
