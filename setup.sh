#!/bin/sh
# Sets vipdesk up in .venv with the system's Python 3.11 or newer and pip; needs no root.
#   sh setup.sh        set up only
#   sh setup.sh demo   set up, then open the demonstration
#   sh setup.sh test   set up with what the tests need, then lint, check types, run all the tests;
#                      mail servers, an SSH server, tmux, Chromium and nginx for them come from the
#                      system's packages, by root where missing
set -eu
cd "$(dirname "$0")"

say() { printf 'setup: %s\n' "$*" >&2; }

# The system's own Python is one that the accounts of supervisors can run, too.
python=${PYTHON:-/usr/bin/python3}
[ -n "${PYTHON:-}" ] || "$python" -m pip --version >/dev/null 2>&1 || python=python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    say "Python 3.11 or newer is needed: install python3, or name one with PYTHON=/path/to/python"
    exit 1
}
"$python" -m pip --version >/dev/null 2>&1 || {
    say "pip is needed: on Debian, apt install python3-pip"
    exit 1
}

# The tests speak with real servers.
packages=
for package in dovecot-imapd:/usr/lib/dovecot/imap exim4-daemon-light:/usr/sbin/exim4 \
    openssl:/usr/bin/openssl openssh-server:/usr/sbin/sshd openssh-client:/usr/bin/ssh \
    tmux:/usr/bin/tmux chromium:/usr/bin/chromium nginx-light:/usr/sbin/nginx; do
    [ "${1:-}" != test ] || [ -x "${package#*:}" ] || packages="$packages ${package%%:*}"
done
if [ -n "$packages" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        say "the tests speak with real servers: as root, apt-get install$packages"
        exit 1
    fi
    say "installing$packages"
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 # nothing is to be started
    # shellcheck disable=SC2086 # several words
    apt-get install -qq -y --no-install-recommends $packages >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get install -qq -y --no-install-recommends $packages >/dev/null; }
fi

what='.[door]'
[ "${1:-}" = test ] && what='.[dev]'
# Without pip inside, for that would need a package that a bare Debian does not have.
[ -x .venv/bin/python ] || "$python" -m venv --without-pip .venv
wanted=$(cat pyproject.toml constraints.txt data/locale/*/LC_MESSAGES/*.po | cksum; echo "$what")
if [ "$(cat .venv/installed 2>/dev/null)" != "$wanted" ]; then
    say "installing into .venv (about a minute the first time)"
    "$python" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check \
        --constraint constraints.txt --editable "$what"
    printf '%s' "$wanted" >.venv/installed
fi

case "${1:-}" in
    demo) shift; exec .venv/bin/vipdesk demo "$@" ;;
    test) shift; exec sh tests/run.sh "$@" ;;
    '') say "done: .venv/bin/vipdesk demo, or .venv/bin/vipdesk for a desk of your own" ;;
    *) say "unknown: $1 (demo, test, or nothing)"; exit 2 ;;
esac
