package io.cloakroom.local;

import io.cloakroom.local.demo.Cast;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.state.Address;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.terminal.Screen;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The last screen of a start: where to go, what to try, how to stop. */
record WelcomeScreen(Screen screen) {

    /** @param took since the start */
    void tell(LocalSystem system, StateFolder state, Duration took) {
        screen.heading("It is up, after " + took.toSeconds() + " s.");
        screen.addresses(system.addresses());
        screen.heading("Sign in as");
        screen.labelled("names", names());
        screen.labelled("passphrase", state.passphrase().reveal());
        screen.labelled("sam's codes", "./cloakroom demo --code sam, in another terminal");
        screen.heading("Things to try");
        var website = system.hasWordPress() ? "WordPress" : "The website";
        screen.numbered(
                1,
                "Open " + system.siteUrl() + "/my-medical-profile/ and sign in as ada. " + website
                        + " serves the page and cannot read the card in it.");
        screen.numbered(2, "Sign out and come back as ben, whose membership lapsed yesterday.");
        if (system.hasWordPress()) tellOfWordPress();
        else tellOfStandIn(system);
        screen.numbered(
                4,
                "Work for the staff: sign in at " + system.staffUrl() + "/console as sam, type the code that --code sam"
                        + " shows, find ada@example.test, and say what for.");
        tellOfWebsite(system);
        end(system.addresses(), state);
    }

    private void tellOfWordPress() {
        screen.numbered(
                3,
                "In another terminal, take WordPress over and see what can be stolen: ./cloakroom demo --steal."
                        + " What DynamoDB holds of ada: ./cloakroom demo --show ada.");
    }

    private void tellOfStandIn(LocalSystem system) {
        screen.numbered(
                3,
                "Compare " + system.siteUrl() + "/my-contact-details/, a card, with /my-contact-details-direct/, which"
                        + " script of the page gets. What DynamoDB holds of ada, in another terminal: ./cloakroom demo"
                        + " --show ada.");
    }

    private void tellOfWebsite(LocalSystem system) {
        screen.sentence("");
        screen.sentence(
                system.hasWordPress()
                        ? "WordPress itself: " + system.siteUrl() + "/wp-admin/ as admin, the same passphrase."
                        : "A small website stands in for WordPress: sign-in, cards and direct work as in the plugin.");
    }

    void tellParts(List<Address> addresses, StateFolder state) {
        screen.heading("It is up.");
        screen.addresses(addresses);
        screen.labelled("passphrase", state.passphrase().reveal());
        end(addresses, state);
    }

    private void end(List<Address> addresses, StateFolder state) {
        SshTunnel.command(addresses, System.getenv()).ifPresent(command -> {
            screen.sentence("");
            screen.sentence("You are here by SSH: run this where your browser is.");
            screen.command(command);
        });
        screen.sentence("");
        screen.sentence("Stop with Ctrl-C. Logs are in " + state.logs() + ".");
    }

    static String names() {
        return Cast.ALL.stream().map(Cast.Person::name).collect(Collectors.joining(", "));
    }
}
