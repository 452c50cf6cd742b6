package io.cloakroom.local.demo;

import io.cloakroom.config.Secret;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.demo.Cast.Person;
import io.cloakroom.local.state.Resource;
import io.cloakroom.local.wordpress.WordPress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills the site: pages with cards, and the users that some members have there already. */
final class SiteSeed {
    private final WordPress site;
    private final Path scripts;

    /** @param scripts a folder of ours to put the script into */
    SiteSeed(WordPress site, Path scripts) {
        this.site = site;
        this.scripts = scripts;
    }

    /** @return the site's user ids by the members' names, for those who have a user there */
    Map<String, String> seed(Map<String, String> subs, Secret passphrase) {
        var script = new Resource(SiteSeed.class, "seed.php").copyInto(scripts);
        var answer = site.php().run(script, input(subs, passphrase));
        var users = answer.object("users").orElseThrow();
        var ids = new HashMap<String, String>();
        for (var name : users.names()) ids.put(name, id(users, name));
        return Map.copyOf(ids);
    }

    /**
     * Gives those members their memberships, and lets the plugin tell the gateway.
     *
     * @param users the site's user ids by the members' names
     */
    void grant(Map<String, String> users) {
        var script = new Resource(SiteSeed.class, "memberships.php").copyInto(scripts);
        var members = Cast.ALL.stream()
                .filter(person -> person.holds().isPresent())
                .map(person -> membership(person, users))
                .toList();
        site.php().run(script, Json.members("members", members));
    }

    private static Map<String, Object> membership(Person person, Map<String, String> users) {
        var holding = person.holds().orElseThrow();
        return Json.members(
                "user", users.get(person.name()),
                "role", holding.product(),
                "ends_in", holding.endsIn().toSeconds());
    }

    private static Map<String, Object> input(Map<String, String> subs, Secret passphrase) {
        var members = Cast.ALL.stream().map(person -> member(person, subs)).toList();
        return Json.members(
                "members", members, "others", List.of(Cast.EARLIER_USER), "passphrase", passphrase.reveal());
    }

    private static Map<String, Object> member(Person person, Map<String, String> subs) {
        return Json.members(
                "name", person.name(),
                "email", person.email(),
                "display_name", person.displayName(),
                "sub", subs.get(person.name()),
                "has_user", person.hasSiteUser());
    }

    private static String id(JsonObject users, String name) {
        return users.text(name).orElseThrow();
    }
}
