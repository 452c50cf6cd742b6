package io.cloakroom.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine's own Chromium, driven by Playwright. One thread at a time: Playwright has no other way. */
public final class Chromium implements AutoCloseable {
    // The browser calls nobody: no updates, no field trials, no safe browsing lists.
    private static final List<String> QUIET = List.of(
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-features=OptimizationHints,MediaRouter");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** @throws IllegalStateException if this machine has no Chromium where Debian puts it */
    public static Chromium launch() {
        var program = Path.of(System.getProperty("cloakroom.chromium", "/usr/bin/chromium"));
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + ": no Chromium; install Debian's package chromium");
        }
        var playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var options = new LaunchOptions().setExecutablePath(program).setArgs(arguments());
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    private static List<String> arguments() {
        // Chromium's sandbox does not start for root.
        if (!System.getProperty("user.name").equals("root")) return QUIET;
        return Stream.concat(QUIET.stream(), Stream.of("--no-sandbox")).toList();
    }

    /** A browser profile of its own: no cookie and no cache of another's. */
    public BrowserContext newProfile(Browser.NewContextOptions options) {
        return browser.newContext(options);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
