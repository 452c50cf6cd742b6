package io.cloakroom.userpool.csvimport;

import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes a user of a line. She comes without a password and chooses one with a code, so that she needs an address of hers. */
final class CsvUser {
    private CsvUser() {}

    /** What became of a line, in Cognito's words where its guide has some. */
    sealed interface Outcome {
        record Imported() implements Outcome {}

        record Skipped(String words) implements Outcome {}

        record Failed(String words) implements Outcome {}
    }

    static Outcome add(Tables tables, Pool pool, List<String> columns, String line, Instant now) {
        if (line.length() > CsvFile.LINE_CHARACTERS_MAX) return failed("The line is longer than 16000 characters.");
        var values = CsvFile.values(line);
        if (values.size() != columns.size()) return failed("The line has another number of values than the header.");
        var row = new LinkedHashMap<String, String>();
        for (var i = 0; i < values.size(); i++) row.put(columns.get(i), values.get(i));
        var name = Optional.ofNullable(row.remove(CsvHeader.USERNAME)).orElse("");
        var mfa = Optional.ofNullable(row.remove(CsvHeader.MFA_ENABLED))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        row.values().removeIf(String::isEmpty);
        return add(tables, pool, user(pool, name, row, now), name, mfa);
    }

    private static User user(Pool pool, String name, Map<String, String> attributes, Instant now) {
        for (var verified : List.of("email_verified", "phone_number_verified")) {
            attributes.computeIfPresent(verified, (_, value) -> value.toLowerCase(Locale.ROOT));
        }
        var kinds = pool.settings().usernameAttributes();
        if (kinds.contains("email") && AttributeRules.isEmail(name)) attributes.putIfAbsent("email", name);
        if (kinds.contains("phone_number") && AttributeRules.isPhoneNumber(name))
            attributes.putIfAbsent("phone_number", name);
        var sub = UUID.randomUUID().toString();
        var lasting = kinds.isEmpty() ? name : sub;
        return new User(sub, pool.id(), lasting, User.Status.RESET_REQUIRED, true, attributes, now, now);
    }

    private static Outcome add(Tables tables, Pool pool, User user, String name, String mfa) {
        var fault = fault(pool, user, name, mfa);
        if (fault.isPresent()) return failed(fault.get());
        if (Names.find(tables, pool, name).isPresent()) return new Outcome.Skipped("The user already exists.");
        if (Names.clash(tables, pool, user).isPresent()) {
            return failed("Another user has this e-mail address, phone number or preferred user name.");
        }
        tables.users().add(user);
        Names.assign(tables, pool, user);
        return new Outcome.Imported();
    }

    private static Optional<String> fault(Pool pool, User user, String name, String mfa) {
        var settings = pool.settings();
        var kinds = settings.usernameAttributes();
        if (name.isEmpty() || name.length() > User.NAME_CHARACTERS_MAX) {
            return Optional.of("The User Record does not set cognito:username, with 1 to 128 characters.");
        }
        if (!kinds.isEmpty()
                && kinds.stream().noneMatch(kind -> user.attribute(kind).isPresent())) {
            return Optional.of("The User Record's cognito:username is no e-mail address or phone number.");
        }
        if (!mfa.equals("true") && !mfa.equals("false")) {
            return Optional.of("The User Record does not set cognito:mfa_enabled to true or false.");
        }
        if (mfa.equals("true") && !isVerified(user, "phone_number")) {
            return Optional.of("The User Record has cognito:mfa_enabled without a verified phone number.");
        }
        if (settings.autoVerifiedAttributes().stream().noneMatch(attribute -> isVerified(user, attribute))) {
            return Optional.of("The User Record does not set any of the auto verified attributes to true. (Example:"
                    + " email_verified to true).");
        }
        return schemaFault(pool, user);
    }

    private static boolean isVerified(User user, String attribute) {
        return user.attribute(attribute).isPresent()
                && user.attribute(attribute + "_verified").equals(Optional.of("true"));
    }

    /** No user's data: the attribute is named, and its value is not. */
    private static Optional<String> schemaFault(Pool pool, User user) {
        for (var attribute : user.attributes().entrySet()) {
            if (AttributeRules.fault(pool.settings(), attribute.getKey(), attribute.getValue())
                    .isPresent()) {
                return Optional.of("The User Record does not match the schema: " + attribute.getKey() + ".");
            }
        }
        return AttributeRules.missing(pool.settings(), user).stream()
                .findFirst()
                .map(missing -> "The User Record does not set the required attribute " + missing + ".");
    }

    private static Outcome failed(String words) {
        return new Outcome.Failed(words);
    }
}
