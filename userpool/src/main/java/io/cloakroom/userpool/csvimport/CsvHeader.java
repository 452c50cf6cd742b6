package io.cloakroom.userpool.csvimport;

import io.cloakroom.userpool.profile.StandardAttributes;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.SchemaAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The columns of a pool's file. */
public final class CsvHeader {
    static final String USERNAME = "cognito:username";
    static final String MFA_ENABLED = "cognito:mfa_enabled";

    private CsvHeader() {}

    /** In the order of the template; a file may have another. */
    public static List<String> of(Pool pool) {
        var columns = new ArrayList<>(List.of(USERNAME));
        StandardAttributes.ALL.stream()
                .map(SchemaAttribute::name)
                .filter(name -> !name.equals("sub"))
                .forEach(columns::add);
        pool.settings().schema().stream()
                .filter(SchemaAttribute::isCustom)
                .map(SchemaAttribute::name)
                .forEach(columns::add);
        columns.add(MFA_ENABLED);
        return columns;
    }

    /** Whether a file's first line has every column, each once, and no other. */
    static boolean isOf(Pool pool, List<String> columns) {
        return columns.size() == of(pool).size() && new HashSet<>(columns).equals(new HashSet<>(of(pool)));
    }
}
