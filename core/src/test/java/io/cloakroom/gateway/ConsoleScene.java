package io.cloakroom.gateway;

import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.record.FieldName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sam and cara of the staff, who may do different things, and ada, whom they look after; sam's browser, at the console. */
final class ConsoleScene {
    static final String CONSOLE = "staff.example.test";
    static final String COOKIE = "__Host-cloakroom-staff";
    static final String ADA = "/console/members/ada";
    static final String CONTACT = ADA + "/records/contact-details";
    static final String PROFILE = ADA + "/records/medical-profile";
    static final String LEDGER = ADA + "/ledger";
    static final String ASKED = "?purpose=member%20asked";
    static final String VISIT = "?purpose=care%20visit";
    static final String PHONE = "030-canary-phone";
    static final String BLOOD = "canary-blood";
    static final String NUMBER = "DE-canary-2233";

    final House house = new House();
    final House.Browser sam = house.new Browser(CONSOLE);

    ConsoleScene() {
        house.pool.add("ada", "ada@example.test");
        house.pool.say("sam", List.of("staff"), List.of("pwd", "otp", "mfa"));
        house.pool.say("cara", List.of("care", "choir"), List.of("pwd", "otp", "mfa"));
        house.write("ada", "contact-details", "self", Map.of("phone", PHONE));
        house.write("ada", "medical-profile", "self", Map.of("blood_group", BLOOD, "insurance_number", NUMBER));
    }

    void signedIn(String sub) {
        assertThat(sam.signInAtConsole(sub).status()).isEqualTo(200);
        house.forgetStaffEntries();
    }

    Response open(String address) {
        return sam.open(address, "same-origin");
    }

    Response post(String address, Map<String, String> form) {
        return sam.post(address, form);
    }

    /** Script of a page of the console's own asks. */
    Response script(String method, String address, String purpose, String body) {
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line(StaffDoor.PURPOSE_HEADER, purpose));
        if (!body.isEmpty()) lines.add(new Headers.Line("Content-Type", "application/json"));
        return sam.send(method, address, body, lines);
    }

    Map<String, String> formAt(String address) {
        var page = text(open(address));
        var values = new LinkedHashMap<String, String>();
        var inputs =
                Pattern.compile("name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"").matcher(page);
        while (inputs.find()) values.put(inputs.group(1), inputs.group(2));
        var areas =
                Pattern.compile("name=\"(f[^\"]+)\"[^>]*>([^<]*)</textarea>").matcher(page);
        while (areas.find()) values.put(areas.group(1), areas.group(2));
        return values;
    }

    Entry onlyEntry() {
        assertThat(house.staffEntries()).hasSize(1);
        return house.staffEntries().getFirst();
    }

    static List<String> fields(Entry entry) {
        return entry.subject().map(Subject::fields).orElse(List.of()).stream()
                .map(FieldName::value)
                .toList();
    }
}
