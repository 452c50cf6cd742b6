package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.site.SigningSite;
import io.cloakroom.token.TokenMint;

/** The configuration of the {@link House}: two sites, a console, and a few collections. */
final class HouseConfig {
    static final String CONSOLE = """
              public-url: "https://staff.example.test"
              client-id: console
              client-secret: secret
            """;

    private HouseConfig() {}

    static GatewayConfig of(
            String moreCollections, String moreOfDemo, String console, SigningSite site, SigningSite otherSite) {
        var settings = Settings.of(
                """
                listen: {public-url: "https://members.example.test", requests-per-minute: {address: 1000, member: 100}}
                pool: {public-url: "https://pool.cognito.test", api-endpoint: "https://pool.cognito.test"}
                token: {issuer: "%s"}
                keys: {vault-id: test}
                ledger: {shards: 1}
                staff:
                  groups: [staff, care, desk]
                %s
                sites:
                  demo:
                    name: Alder House
                    origins: ["https://www.example.test", "https://example.test"]
                    client-id: client
                    client-secret: secret
                    public-key: %s
                %s
                  other:
                    origins: ["https://other.test"]
                    client-id: otherclient
                    client-secret: secret
                    public-key: %s
                collections:
                  medical-profile:
                    title: Medical profile
                    sites: demo
                    deliveries: [card]
                    asks-for: {any-of: ["memberpress:gold"], words: a Gold membership}
                    staff:
                      staff: {reads: [plain, secret], purposes: [member asked]}
                      care: {reads: [plain, sensitive, secret], unmasks: all, writes: [blood_group], purposes: [care visit]}
                    fields:
                      greeting: {title: Greeting, class: plain}
                      blood_group: {title: Blood group, class: sensitive}
                      insurance_number: {title: Insurance number, class: secret, mask: last-4}
                  training-plan:
                    title: Training plan
                    sites: demo
                    records: many
                    deliveries: [card, direct]
                    asks-for: {any-of: any}
                    member: {edits: all, adds: true, deletes: true, records-max: 3, word: training day}
                    fields: {exercise: {title: Exercise}}
                  contact-details:
                    title: Contact details
                    sites: demo
                    deliveries: [card, direct, relay]
                    member: {edits: all}
                    staff:
                      staff: {reads: [plain, sensitive], writes: [phone], purposes: [member asked, correction]}
                    fields: {phone: {title: Phone, searchable: exact}}
                  hidden:
                    sites: demo
                    fields: {x: {title: X}}
                  elsewhere:
                    sites: other
                    deliveries: [card]
                    fields: {x: {title: X}}
                """.formatted(TokenMint.ISSUER, console, site.publicKey(), moreOfDemo, otherSite.publicKey())
                        + moreCollections);
        var config = GatewayConfig.from(settings);
        settings.done();
        return config;
    }
}
