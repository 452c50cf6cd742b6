package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.api.OperationsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path API = Path.of("src", "main", "java", "io", "cloakroom", "userpool", "api");
    private static final List<Pattern> MESSAGES = List.of(
            Pattern.compile("new ApiFault\\(\\s*(?:ApiFault\\.)?Type\\.\\w+,\\s*\"((?:[^\"\\\\]|\\\\.)*)\""),
            Pattern.compile("notAuthorized\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\""),
            Pattern.compile("ApiFault\\.invalid\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\""));

    private static String between(String name) throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var start = "<!-- " + name + " -->\n";
        return readme.substring(readme.indexOf(start) + start.length(), readme.indexOf("<!-- /" + name + " -->"));
    }

    @Test
    void readme_itsTableOfOperations_isTheOneOfTheCode() throws IOException {
        assertThat(between("operations")).isEqualTo(OperationsTable.markdown());
    }

    @Test
    void readme_itsTableOfMessages_hasThoseOfTheApi_andSaysOfEachHowItIsKnown() throws IOException {
        var rows = between("messages").lines().skip(2).toList();
        assertThat(rows).allMatch(row -> row.matches("\\| \\w+ \\| .+ \\| (facts|reports|unverified) \\|"));
        try (var files = Files.list(API)) {
            for (var file : files.toList()) {
                var source = Files.readString(file);
                for (var form : MESSAGES) {
                    form.matcher(source)
                            .results()
                            .forEach(found -> assertThat(rows)
                                    .as("%s: %s", file, found.group(1))
                                    .anyMatch(row ->
                                            row.contains("| " + found.group(1).strip())));
                }
            }
        }
    }
}
