#!/bin/sh
# One screen of the tests, from the inside of its own mount namespace. Ends, and takes everything along, when its input ends.
# inside.sh DIRECTORY ACCOUNT [options of Xtigervnc]
set -eu
directory=$1
account=$2
shift 2
chown 0:0 "$directory"
chmod 0755 "$directory"
mount --bind "$directory/passwd" /etc/passwd
mount --bind "$directory/shadow" /etc/shadow
mount --bind "$directory/group" /etc/group
mount --bind "$directory/pam.d" /etc/pam.d
install -d -m 0700 -o "$account" -g "$account" "$directory/home"
mkfifo "$directory/display"
Xtigervnc -displayfd 3 -auth "$directory/cookie" -depth 24 -desktop "Office PC" -nolisten tcp \
  -SecurityTypes Plain -PlainUsers '*' -pam_service whileaway-screen -UseBlacklist=0 \
  -rfbunixpath "$directory/socket" -rfbunixmode 0666 "$@" 3>"$directory/display" >"$directory/log" 2>&1 </dev/null &
read -r display <"$directory/display"
as_account() {
  env -i PATH=/usr/bin:/bin HOME="$directory/home" PS1='office$ ' LANG=C.UTF-8 DISPLAY=":$display" XAUTHORITY="$directory/cookie" \
    setpriv --reuid "$account" --regid "$account" --clear-groups "$@" >"$directory/desktop.log" 2>&1 </dev/null &
}
cd "$directory/home"
# The terminal comes once the window manager is ready to give it the keyboard.
as_account openbox --startup "xterm -geometry 80x24+40+40 -fn 10x20 -e sh"
echo "$display"
exec cat >/dev/null
