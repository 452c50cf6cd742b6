package io.cloakroom.cli.moving;

import io.cloakroom.cli.moving.Import.Mode;
import io.cloakroom.cli.moving.Import.Outcome;
import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.FakeRecordStore;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import io.cloakroom.site.Sites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A vault in memory, and rows on their way into it. */
record SmallVault(Keyset keyset, FakeMemberKeyStore keys, FakeRecordStore records, Vault vault) {
    /** With a keyset of its own in this folder. */
    static SmallVault in(Path folder) throws IOException {
        Keyset.create(folder.resolve("keyset.json"));
        return empty(Keyset.read(folder.resolve("keyset.json")));
    }

    static SmallVault empty(Keyset keyset) {
        var keys = new FakeMemberKeyStore();
        var records = new FakeRecordStore(keys::isErased);
        return of(keyset, keys, records, records);
    }

    /** @param way to the records */
    static SmallVault of(Keyset keyset, FakeMemberKeyStore keys, FakeRecordStore records, RecordStore way) {
        var ring = new MemberKeys(keyset.keyRing(), keys, Clock.systemUTC());
        var vault = new Vault(new VaultId("test"), ring, way, Clock.systemUTC(), keyset.gatewayKey());
        return new SmallVault(keyset, keys, records, vault);
    }

    /**
     * A collection called {@code contact}.
     *
     * @param records how many of a member, {@code single} or {@code many}
     * @param fields as in the configuration
     */
    static Collection contact(String records, String fields) {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  contact: {sites: demo, records: %s, fields: {%s}}
                """.formatted(records, fields));
        return Collections.from(settings, Sites.from(settings)).find("contact").orElseThrow();
    }

    List<Outcome> take(Path file, Collection into, Mode mode) throws IOException {
        return take(file, into, Mapping.byName(into), mode, (_, _, _) -> {}, _ -> {});
    }

    List<Outcome> take(
            Path file, Collection into, Mapping mapping, Mode mode, Import.Proven proven, Consumer<MemberId> account)
            throws IOException {
        var work = new Import(vault, records, keyset.gatewayKey(), into, mapping, mode, proven, account);
        var all = new ArrayList<Outcome>();
        try (var rows = Rows.open(file)) {
            rows.inBatches(5, batch -> all.addAll(outcomes(work, batch)));
        }
        return all;
    }

    private static List<Outcome> outcomes(Import work, List<Rows.Row> batch) {
        try {
            return work.take(batch);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
