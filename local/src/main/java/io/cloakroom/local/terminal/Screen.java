package io.cloakroom.local.terminal;

import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Headings, sentences, addresses and troubles, within the width of the terminal. */
public final class Screen {
    private static final String INDENT = "  ";
    private static final int LABEL_COLUMNS = 12;

    private final Terminal terminal;

    public Screen(Terminal terminal) {
        this.terminal = terminal;
    }

    public void heading(String text) {
        print("\n" + terminal.bold(text) + "\n");
    }

    /** Wrapped between words; a word that is longer than a line, such as an address, is left whole. */
    public void sentence(String text) {
        text.lines().forEach(line -> print(wrapped(line, "") + "\n"));
    }

    /** A line for the shell: never wrapped, so that it can be copied. */
    public void command(String text) {
        print(INDENT + terminal.bold(text) + "\n");
    }

    /** One a line, plain: terminals find addresses by themselves. */
    public void addresses(List<Address> addresses) {
        var width = addresses.stream()
                .mapToInt(address -> address.name().length())
                .max()
                .orElse(0);
        for (var address : addresses) {
            var gap = " ".repeat(width - address.name().length());
            print(INDENT + address.name() + gap + INDENT + terminal.bold(address.url()) + "\n");
        }
    }

    /** A step of several, wrapped beside its number. */
    public void numbered(int number, String text) {
        print(INDENT + number + ". " + wrapped(text, INDENT + "   ") + "\n");
    }

    /** A text with its label before it, in a column of their own. */
    public void labelled(String label, String text) {
        print(INDENT + terminal.faint(label + " ".repeat(Math.max(1, LABEL_COLUMNS - label.length()))) + text + "\n");
    }

    /** What happened, what to do next, and where the details are. */
    public void trouble(SetUpException trouble) {
        var lines = String.valueOf(trouble.getMessage()).lines().toList();
        print("\n" + terminal.bad(terminal.marks().failed()) + " " + terminal.bold(wrapped(lines.getFirst(), INDENT))
                + "\n");
        lines.stream().skip(1).forEach(line -> print(terminal.faint(INDENT + line) + "\n"));
        print(INDENT + wrapped(trouble.advice(), INDENT) + "\n");
        trouble.log().ifPresent(log -> print(INDENT + "Log: " + log + "\n"));
    }

    private String wrapped(String text, String indent) {
        var lines = new ArrayList<StringBuilder>(List.of(new StringBuilder()));
        for (var word : text.split(" ", -1)) {
            var line = lines.getLast();
            var isFull = indent.length() + line.length() + 1 + word.length() > terminal.columns();
            if (!line.isEmpty() && isFull) lines.add(new StringBuilder(word));
            else line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return lines.stream().map(StringBuilder::toString).collect(Collectors.joining("\n" + indent));
    }

    private void print(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }
}
