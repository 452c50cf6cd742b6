package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a browser sends of a page's form as it stands: what an input cannot hold is not in it.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/input.html#value-sanitization-algorithm">HTML, 4.10.5</a>
 */
final class SentForm {
    private static final Pattern INPUT = Pattern.compile("<input ([^>]*)>");
    private static final Pattern AREA = Pattern.compile("<textarea ([^>]*)>\n?([^<]*)</textarea>");
    private static final Pattern SELECT = Pattern.compile("<select ([^>]*)>(.*?)</select>", Pattern.DOTALL);
    private static final Pattern SELECTED = Pattern.compile("<option value=\"([^\"]*)\" selected>");
    private static final Pattern DAY = Pattern.compile("[0-9]{4,}-[0-9]{2}-[0-9]{2}");

    private SentForm() {}

    static Map<String, String> of(Response page) {
        assertThat(page.status()).isIn(200, 409, 422);
        var text = House.text(page);
        var form = new LinkedHashMap<String, String>();
        found(text, INPUT).forEach(input -> form.put(attribute(input.group(1), "name"), input(input.group(1))));
        found(text, AREA)
                .forEach(area -> form.put(
                        attribute(area.group(1), "name"), plain(area.group(2)).replace("\n", "\r\n")));
        found(text, SELECT).forEach(select -> form.put(attribute(select.group(1), "name"), selected(select.group(2))));
        return form;
    }

    private static Stream<Matcher> found(String text, Pattern pattern) {
        var matcher = pattern.matcher(text);
        return Stream.iterate(matcher, Matcher::find, found -> found);
    }

    private static String input(String attributes) {
        var value = attribute(attributes, "value");
        return switch (attribute(attributes, "type")) {
            case "text" -> value.replaceAll("[\r\n]", "");
            case "date" -> DAY.matcher(value).matches() && !value.startsWith("0000") ? value : "";
            default -> value;
        };
    }

    private static String selected(String options) {
        return found(options, SELECTED)
                .findFirst()
                .map(option -> plain(option.group(1)))
                .orElse("");
    }

    private static String attribute(String attributes, String name) {
        var matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(attributes);
        assertThat(matcher.find()).as(name).isTrue();
        return plain(matcher.group(1));
    }

    private static String plain(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
