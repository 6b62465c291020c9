#!/usr/bin/env bash
# supervise.sh SIGNAL GRACE_SECONDS COMMAND [ARGUMENT...]
#
# Runs COMMAND and ends it when told to on standard input, or when standard input closes. AppHost holds the other end
# of that pipe, so the system goes down in the same orderly way whether AppHost stops it or dies itself (kill -9).
# A process group of its own keeps the terminal's Ctrl-C and hang-up away from COMMAND: AppHost decides the order.
#
# Why not PR_SET_PDEATHSIG: it fires when the *thread* that forked ends, and .NET's pool threads come and go; it also
# does not reach grandchildren.
set -m
signal=$1 grace=$2
shift 2

exec 3<&0 4>&2 2>/dev/null </dev/null # 3: orders; 4: the command's stderr. Bash's own job messages are not wanted.
trap : INT HUP TERM

"$@" 2>&4 3<&- 4>&- &
child=$!

obey() {
    local patience=0
    read -r -u 3 _ || patience=$grace # no order but the end of file: AppHost has died
    kill -s "$signal" "$child"
    if [ "$patience" = 0 ]; then
        # A second line is the order to kill at once.
        read -r -t "$grace" -u 3 _ || [ $? -gt 128 ] || patience=$grace
    fi
    sleep "$patience"
    kill -s KILL -- "-$child"
}
obey >/dev/null 4>&- &
watcher=$!
disown "$watcher"
exec 3<&-

# A trapped signal interrupts wait: look whether the command has really ended.
while :; do
    wait "$child"
    code=$?
    kill -0 "$child" || break
done
kill -s KILL -- "-$watcher" "-$child" # the latter: whatever the command left behind
exit "$code"
