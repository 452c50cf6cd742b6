package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.record.StaffRights;
import io.cloakroom.session.SessionConfig;
import io.cloakroom.site.Sites;
import io.cloakroom.site.StaffHost;
import java.util.Optional;
import java.util.Set;

/**
 * Who the staff are, and where they work.
 *
 * @param groups the pool's groups whose members are staff: their tokens open nothing on a site; key {@code staff.groups},
 *     default {@code staff}
 * @param host of the console; without one nothing of it answers
 * @param session how long the console stays open; keys {@code staff.idle} and {@code staff.absolute}
 */
public record StaffConfig(Set<String> groups, Optional<StaffHost> host, SessionConfig session) {
    private static final int GROUP_CHARACTERS_MAX = 128;

    public StaffConfig {
        groups = Set.copyOf(groups);
    }

    static StaffConfig from(Settings settings, String membersUrl, Sites sites) {
        var groups = StaffRights.groups(settings);
        if (groups.stream().anyMatch(group -> group.isBlank() || group.length() > GROUP_CHARACTERS_MAX)) {
            settings.fault("staff.groups", "each 1 to " + GROUP_CHARACTERS_MAX + " characters");
        }
        return new StaffConfig(groups, StaffHost.from(settings, membersUrl, sites), SessionConfig.ofStaff(settings));
    }
}
