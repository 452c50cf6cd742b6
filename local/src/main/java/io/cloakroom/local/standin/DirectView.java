package io.cloakroom.local.standin;

/** A page whose script gets a collection. */
public record DirectView(PageFrame frame, SitePage page, SitePage.Embed.Direct direct) {
    public String gateway() {
        return frame.config().gateway();
    }

    public String siteId() {
        return frame.config().id().value();
    }

    public boolean isSignedIn() {
        return frame.login().isPresent();
    }

    /** Empty if nobody is signed in. */
    public String pageKey() {
        return frame.login().map(Login::pageKey).orElse("");
    }
}
