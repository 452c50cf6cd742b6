package io.cloakroom.local.standin;

import java.util.List;
import java.util.Optional;

/**
 * What is around and behind every page's content.
 *
 * @param here the page's own path
 * @param modules addresses of scripts
 */
public record PageFrame(StandInConfig config, String title, Target here, Optional<Login> login, List<String> modules) {
    public PageFrame {
        modules = List.copyOf(modules);
    }

    public String siteName() {
        return config.name();
    }

    /** Empty if nobody is signed in. */
    public String memberName() {
        return login.map(Login::name).orElse("");
    }

    public String signInAddress() {
        return SitePages.signIn(here);
    }

    public String signOutAddress() {
        return ending("logout", Target.of("/"));
    }

    /** Where this site's session ends once the gateway's is over; empty if nobody is signed in. */
    public String expiredAddress() {
        return ending("cloakroom_expired", here);
    }

    private String ending(String action, Target next) {
        return login.map(of -> LoginDesk.PATH + "?action=" + action + "&_wpnonce="
                        + of.nonce().reveal() + "&redirect_to=" + LoginDesk.encoded(next.path()))
                .orElse("");
    }
}
