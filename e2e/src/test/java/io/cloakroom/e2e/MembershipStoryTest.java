package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A membership is bought, used, cancelled and over: the card follows, and nobody signs out for it. */
@Tag("browser")
class MembershipStoryTest {
    private static final String PROFILE = "/my-medical-profile/";
    private static final String NEEDED = "To see this you need a Gold membership.";
    private static final String LET_IN = "Nothing is kept here for you yet.";
    private static final Duration PAID_FOR = Duration.ofMinutes(10);

    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @AfterEach
    void clockBack() {
        stage.clock.ahead(Duration.ZERO);
    }

    /** What the shop does in a request of its own, and what the plugin's deliverer does later. */
    private static void atTheSite(String call) {
        stage.php(Map.of("sub", stage.system.sub("cleo"), "until", (int) PAID_FOR.toSeconds()), """
                $user = get_users(['meta_key' => 'cloakroom_sub', 'meta_value' => input()['sub']])[0]->ID;
                $until = time() + input()['until'];
                if (!%s) throw new \\RuntimeException('not done');
                do_action(\\Cloakroom\\Delivery::CRON_HOOK);
                answer(['done' => 'yes']);
                """.formatted(call));
    }

    @Test
    void roleBoughtCancelledAndOver_theCardFollows() {
        try (var cleo = stage.visitor().signIn("cleo", PROFILE)) {
            assertThat(cleo.cardText()).containsText(NEEDED);

            atTheSite("cloakroom_grant_role($user, 'gold', $until)");
            cleo.open(PROFILE);
            assertThat(cleo.cardText()).containsText(LET_IN);

            atTheSite("cloakroom_cancel_role($user, 'gold')");
            cleo.open(PROFILE);
            assertThat(cleo.cardText()).containsText(LET_IN);

            // The site goes by the machine's clock, which goes on meanwhile.
            stage.clock.ahead(PAID_FOR.minus(Duration.ofMinutes(5)));
            cleo.open(PROFILE);
            assertThat(cleo.cardText()).containsText(LET_IN);

            stage.clock.ahead(PAID_FOR.plus(Duration.ofSeconds(30)));
            cleo.open(PROFILE);
            assertThat(cleo.cardText()).containsText(NEEDED);
            assertThat(cleo.cardText()).containsText("Signed in as Cleo");
            assertThat(cleo.complaints()).isEmpty();
        }
    }
}
