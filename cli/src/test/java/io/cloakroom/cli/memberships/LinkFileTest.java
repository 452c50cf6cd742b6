package io.cloakroom.cli.memberships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.cli.memberships.LinkFile.Reading;
import io.cloakroom.member.MemberId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkFileTest {
    @TempDir
    Path folder;

    private Reading read(String text) throws IOException {
        var file = folder.resolve("links.csv");
        Files.writeString(file, text);
        return LinkFile.read(file);
    }

    @Test
    void read_good_givesLinksWithTheirLines() throws IOException {
        assertThat(read("\uFEFFuser,sub\r\n12,ada\r\n\r\n\"13\",\"eve\"\r\n"))
                .isEqualTo(new Reading.Read(List.of(
                        new LinkFile.Line(2, "12", new MemberId("ada")),
                        new LinkFile.Line(4, "13", new MemberId("eve")))));
    }

    @Test
    void read_faulty_tellsEachWithItsLine() throws IOException {
        assertThat(read("user,sub\n12\n1 2,ada\n12,\n12,ada\n12,eve\n13,ada\n,\n"))
                .isEqualTo(new Reading.Faulty(List.of(
                        "2: 1 cells where the first line names 2",
                        "3: user: 1 to 64 letters, digits, . _ and -",
                        "4: sub: the sub of a user of the pool",
                        "6: one of the two stands in line 5 already",
                        "7: one of the two stands in line 5 already",
                        "8: the first line says user,sub, and this one both")));
    }

    @Test
    void read_otherColumns_areToldApart() throws IOException {
        assertThat(read("user;sub\n12;ada\n"))
                .isEqualTo(new Reading.Faulty(List.of("2: the first line says user,sub, and this one both")));
        assertThat(read("sub,name,user\nada,\"Ada, \"\"A\"\"\",12\n"))
                .isEqualTo(new Reading.Read(List.of(new LinkFile.Line(2, "12", new MemberId("ada")))));
    }

    @Test
    void read_empty_isFaulty() throws IOException {
        assertThat(read("")).isInstanceOf(Reading.Faulty.class);
        assertThat(read("user,sub\n")).isInstanceOf(Reading.Faulty.class);
    }

    @Test
    void read_manyFaults_tellsTheFirst() throws IOException {
        var faults = ((Reading.Faulty) read("user,sub\n" + "x\n".repeat(100))).faults();
        assertThat(faults).hasSize(LinkFile.FAULTS_TOLD_MAX + 1).endsWith("and more");
    }

    @Test
    void read_noText_throws() throws IOException {
        var file = folder.resolve("links.csv");
        Files.write(file, "user,sub\nä,x\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LinkFile.read(file)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LinkFile.read(folder)).isInstanceOf(IOException.class);
    }
}
