package io.cloakroom.local.standin;

/** A page with a card. */
public record CardView(PageFrame frame, SitePage page, SitePage.Embed.Card card) {
    public String cardAddress() {
        var config = frame.config();
        return config.gateway() + "/card/" + config.id().value() + "/" + card.collection() + "?page="
                + LoginDesk.encoded(frame.here().path());
    }
}
