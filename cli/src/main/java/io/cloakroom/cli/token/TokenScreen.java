package io.cloakroom.cli.token;

import io.cloakroom.cli.report.Mark;
import io.cloakroom.cli.report.Report;
import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.token.TokenCheck;
import io.cloakroom.token.TokenCheck.Finding;
import io.cloakroom.token.TokenCheck.Subject;
import io.cloakroom.token.TokenExplanation;
import java.util.List;
import java.util.Map;

/** An explanation as people and as scripts read it. */
public final class TokenScreen {
    private final TokenQuestion question;
    private final TokenExplanation explanation;
    private final TokenWords words;

    public TokenScreen(TokenQuestion question, TokenExplanation explanation) {
        this.question = question;
        this.explanation = explanation;
        this.words = new TokenWords(question, explanation);
    }

    public void show(Report report) {
        report.rows(shown().stream().map(this::row).toList());
        report.sum(sum());
        if (!question.isOfSignatureAlone()) report.note(left());
    }

    public Map<String, Object> json() {
        return Json.members(
                "holds",
                explanation.holds(),
                "checks",
                shown().stream().map(this::json).toList());
    }

    private List<TokenCheck> shown() {
        return explanation.checks().stream()
                .filter(check ->
                        !question.isOfSignatureAlone() || check.subject().compareTo(Subject.SIGNATURE) <= 0)
                .toList();
    }

    private Report.Row row(TokenCheck check) {
        var said = words.of(check);
        return new Report.Row(mark(check.finding()), Settings.spelling(check.subject()), said.found(), said.advice());
    }

    private Map<String, Object> json(TokenCheck check) {
        var said = words.of(check);
        return Json.members(
                "check", Settings.spelling(check.subject()),
                "verdict", verdict(check.finding()),
                "reason", check.finding() instanceof Finding.Fails(var reason) ? Settings.spelling(reason) : null,
                "found", said.found(),
                "advice", said.advice().isEmpty() ? null : said.advice());
    }

    private String sum() {
        if (explanation.isUncertain()) return "It cannot be told: the issuer's keys cannot be had.";
        if (explanation.holds()) return "Every check holds.";
        var faults = explanation.checks().stream()
                .filter(check -> check.finding() instanceof Finding.Fails)
                .count();
        return "Not to be believed: " + (faults == 1 ? "one check fails." : faults + " checks fail.");
    }

    private static String left() {
        return "Not looked at: whether the sign-in was taken back since. The gateway alone knows.";
    }

    private static Mark mark(Finding finding) {
        return switch (finding) {
            case Finding.Holds _ -> Mark.GOOD;
            case Finding.Fails _ -> Mark.FAULT;
            case Finding.CannotTell _ -> Mark.UNKNOWN;
            case Finding.Skipped _, Finding.NotAsked _ -> Mark.SKIPPED;
        };
    }

    private static String verdict(Finding finding) {
        return switch (finding) {
            case Finding.Holds _ -> "holds";
            case Finding.Fails _ -> "fails";
            case Finding.CannotTell _ -> "unknown";
            case Finding.Skipped _ -> "skipped";
            case Finding.NotAsked _ -> "not-asked";
        };
    }
}
