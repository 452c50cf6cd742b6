#!/bin/sh
# Installs the Debian packages that are named, without their recommendations. No service of theirs starts, now or at boot.
set -eu
export DEBIAN_FRONTEND=noninteractive

policy=/usr/sbin/policy-rc.d
mark='# temporary: of a Cloakroom installation'
if [ ! -e "$policy" ] || grep -qxF "$mark" "$policy"; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
    chmod 755 "$policy"
fi

units() {
    find /lib/systemd/system /usr/lib/systemd/system -maxdepth 1 -type f -name '*.*' -exec basename {} \; 2>/dev/null | sort -u
}

before=$(units)
apt-get update -q
apt-get install -q -y --no-install-recommends "$@"

command -v systemctl >/dev/null || exit 0
for unit in $(units); do
    printf '%s\n' "$before" | grep -qxF "$unit" || systemctl disable --quiet "$unit" 2>/dev/null || true
done
