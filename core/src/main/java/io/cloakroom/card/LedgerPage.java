package io.cloakroom.card;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.site.Site;
import java.util.List;
import java.util.Optional;

/**
 * Who saw a member's data, as her page shows it.
 *
 * @param intro what this page is
 * @param back where she came from
 * @param next where it goes on
 */
public record LedgerPage(
        Site site,
        String memberName,
        String title,
        String intro,
        List<Day> days,
        Optional<Link> back,
        Optional<String> next,
        Optional<Leaving> leaving) {
    public LedgerPage {
        days = List.copyOf(days);
    }

    /**
     * @param date as machines read it
     * @param title as people read it
     */
    public record Day(String date, String title, List<Line> lines) {
        public Day {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One thing that was done.
     *
     * @param time in UTC; empty for what stands for a whole day
     * @param id of who did it, where the reader may know it
     * @param why as staff gave it
     * @param more where each of it is shown
     */
    public record Line(
            Optional<String> time,
            String who,
            Optional<String> id,
            String what,
            Optional<String> why,
            boolean isRefused,
            List<Link> more) {
        public Line {
            more = List.copyOf(more);
        }
    }
}
