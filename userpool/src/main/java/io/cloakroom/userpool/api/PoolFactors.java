package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.FactorSettings;
import io.cloakroom.userpool.store.FactorSettings.Level;
import io.cloakroom.userpool.store.Pool;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pool's second factors and passkeys: what SetUserPoolMfaConfig says, and how it looks on the wire. */
final class PoolFactors {
    static final Set<String> MEMBERS = Set.of(
            "SmsMfaConfiguration",
            "SoftwareTokenMfaConfiguration",
            "EmailMfaConfiguration",
            "MfaConfiguration",
            "WebAuthnConfiguration");

    private static final String SMS_MESSAGE = "SmsAuthenticationMessage";
    private static final String SMS_CALLER = "SnsCallerArn";
    private static final String SMS_ID = "ExternalId";
    private static final String SMS_REGION = "SnsRegion";
    private static final String EMAIL_MESSAGE = "Message";
    private static final String EMAIL_SUBJECT = "Subject";

    private PoolFactors() {}

    /** What is not said is not wanted; passkeys and first factors stay as they are. */
    static FactorSettings read(FactorSettings old, Input input) {
        var factors = EnumSet.noneOf(Factor.class);
        var texts = new HashMap<String, String>();
        if (sms(input, texts)) factors.add(Factor.SMS);
        if (email(input, texts)) factors.add(Factor.EMAIL);
        var token = input.object("SoftwareTokenMfaConfiguration", "Enabled");
        if (token.filter(given -> given.flag("Enabled", false)).isPresent()) factors.add(Factor.SOFTWARE_TOKEN);
        var level = level(input).orElse(Level.OFF);
        if (level != Level.OFF && factors.isEmpty()) {
            throw ApiFault.invalid("Invalid MFA configuration given, can't turn on MFA and disable all MFA factors");
        }
        var passkeys = input.object("WebAuthnConfiguration", "RelyingPartyId", "UserVerification");
        return new FactorSettings(
                level,
                factors,
                old.first(),
                passkeys.map(given -> given.optionalText("RelyingPartyId", TextRule.RELYING_PARTY))
                        .orElse(old.relyingPartyId()),
                passkeys.map(given -> given.choice("UserVerification", "required", "preferred")
                                .equals(Optional.of("required")))
                        .orElse(old.demandsVerification()),
                texts);
    }

    static Optional<Level> level(Input input) {
        return input.choice("MfaConfiguration", "OFF", "ON", "OPTIONAL").map(Level::valueOf);
    }

    private static boolean sms(Input input, Map<String, String> texts) {
        var given = input.object("SmsMfaConfiguration", SMS_MESSAGE, "SmsConfiguration");
        given.flatMap(sms -> sms.optionalText(SMS_MESSAGE, TextRule.CODE_MESSAGE))
                .ifPresent(text -> texts.put(SMS_MESSAGE, text));
        var sender = given.flatMap(sms -> sms.object("SmsConfiguration", SMS_CALLER, SMS_ID, SMS_REGION));
        sender.ifPresent(from -> {
            texts.put(SMS_CALLER, from.text(SMS_CALLER, TextRule.ARN));
            from.optionalText(SMS_ID, TextRule.TAG).ifPresent(text -> texts.put(SMS_ID, text));
            from.optionalText(SMS_REGION, TextRule.WORD).ifPresent(text -> texts.put(SMS_REGION, text));
        });
        return sender.isPresent();
    }

    private static boolean email(Input input, Map<String, String> texts) {
        var given = input.object("EmailMfaConfiguration", EMAIL_MESSAGE, EMAIL_SUBJECT);
        given.flatMap(mail -> mail.optionalText(EMAIL_MESSAGE, TextRule.CODE_MESSAGE))
                .ifPresent(text -> texts.put(EMAIL_MESSAGE, text));
        given.flatMap(mail -> mail.optionalText(EMAIL_SUBJECT, TextRule.SUBJECT))
                .ifPresent(text -> texts.put(EMAIL_SUBJECT, text));
        return given.isPresent();
    }

    static Map<String, Object> shape(Pool pool) {
        var settings = pool.settings().factors();
        var shape = Json.members("MfaConfiguration", settings.level().name());
        if (settings.second().contains(Factor.SMS)) shape.put("SmsMfaConfiguration", smsShape(settings));
        shape.put(
                "SoftwareTokenMfaConfiguration",
                Map.of("Enabled", settings.second().contains(Factor.SOFTWARE_TOKEN)));
        if (settings.second().contains(Factor.EMAIL)) {
            shape.put("EmailMfaConfiguration", chosen(settings, EMAIL_MESSAGE, EMAIL_SUBJECT));
        }
        settings.relyingPartyId()
                .ifPresent(id -> shape.put(
                        "WebAuthnConfiguration",
                        Json.members(
                                "RelyingPartyId",
                                id,
                                "UserVerification",
                                settings.demandsVerification() ? "required" : "preferred")));
        return shape;
    }

    private static Map<String, Object> smsShape(FactorSettings settings) {
        var shape = chosen(settings, SMS_MESSAGE);
        shape.put("SmsConfiguration", chosen(settings, SMS_CALLER, SMS_ID, SMS_REGION));
        return shape;
    }

    private static Map<String, Object> chosen(FactorSettings settings, String... names) {
        var shape = Json.members();
        for (var name : names) {
            Optional.ofNullable(settings.texts().get(name)).ifPresent(text -> shape.put(name, text));
        }
        return shape;
    }
}
