package io.cloakroom.local.standin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The site's pages; what they say is what WordPress says in the demo. */
public enum SitePage {
    HOME("/", "Home", "A club for people who mend: physiotherapy, training, and somebody who asks how you slept."),
    PROFILE("/my-medical-profile/", "My medical profile", "For our therapists, and for you to check."),
    PLAN("/my-training-plan/", "My training plan", "Agreed with your therapist, week by week."),
    CONTACT("/my-contact-details/", "My contact details", "How we reach you, and whom we call if something happens."),
    CONTACT_DIRECT(
            "/my-contact-details-direct/",
            "My contact details, by direct",
            "The same as on the page before, but script of this page gets it: what script can read, this website can read."),
    LOGIN("/login/", "Sign in", "");

    /** How a page shows a collection. */
    public sealed interface Embed {
        /** @param height in CSS pixels, as the gateway's configuration has it */
        record Card(String collection, String title, int height) implements Embed {}

        record Direct(String collection, String title) implements Embed {}

        record Nothing() implements Embed {}
    }

    private final String path;
    private final String title;
    private final String intro;

    SitePage(String path, String title, String intro) {
        this.path = path;
        this.title = title;
        this.intro = intro;
    }

    public String path() {
        return path;
    }

    public String title() {
        return title;
    }

    public String intro() {
        return intro;
    }

    Embed embed() {
        return switch (this) {
            case PROFILE -> new Embed.Card("medical-profile", "Medical profile", 440);
            case CONTACT -> new Embed.Card("contact-details", "Contact details", 300);
            case PLAN -> new Embed.Direct("training-plan", "Training plan");
            case CONTACT_DIRECT -> new Embed.Direct("contact-details", "Contact details");
            case HOME, LOGIN -> new Embed.Nothing();
        };
    }

    /** Those that the menu names. */
    public static List<SitePage> menu() {
        return List.of(PROFILE, PLAN, CONTACT, CONTACT_DIRECT);
    }

    static Optional<SitePage> find(String path) {
        return Arrays.stream(values()).filter(page -> page.path.equals(path)).findFirst();
    }
}
