package io.cloakroom.local.terminal;

/** A line for each thing that was checked, and a sum. */
public final class Checklist {
    private final Terminal terminal;
    private int passed;
    private int failed;

    public Checklist(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param what a sentence that is true if it holds */
    public void line(String what, boolean holds) {
        if (holds) passed++;
        else failed++;
        var marks = terminal.marks();
        var mark = holds ? terminal.good(marks.done()) : terminal.bad(marks.failed());
        terminal.out().println("  " + mark + " " + what);
        terminal.out().flush();
    }

    /** "17 passed, 0 failed". */
    public void sum() {
        var text = passed + " passed, " + failed + " failed";
        terminal.out().println("\n" + terminal.bold(text));
        terminal.out().flush();
    }

    public boolean isAllPassed() {
        return failed == 0;
    }
}
