package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.api.OperationsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void readme_itsTableOfOperations_isTheOneOfTheCode() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var start = "<!-- operations -->\n";
        var table = readme.substring(readme.indexOf(start) + start.length(), readme.indexOf("<!-- /operations -->"));
        assertThat(table).isEqualTo(OperationsTable.markdown());
    }
}
