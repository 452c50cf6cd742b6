package io.cloakroom.gateway;

import io.cloakroom.card.LedgerPage.Day;
import io.cloakroom.card.LedgerPage.Line;
import io.cloakroom.ledger.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;

/** A page of the ledger by days (UTC), in its order. */
final class LedgerDays {
    private LedgerDays() {}

    /**
     * @param lines of one day, by its date and what stands in it
     * @return no day of which there is nothing to say
     */
    static List<Day> of(List<History.Item> items, BiFunction<String, List<History.Item>, List<Line>> lines) {
        var days = new LinkedHashMap<String, List<History.Item>>();
        for (var item : items) {
            days.computeIfAbsent(LedgerWords.date(item.pointer().at()), _ -> new ArrayList<>())
                    .add(item);
        }
        return days.entrySet().stream()
                .map(day -> new Day(
                        day.getKey(),
                        LedgerWords.day(day.getValue().getFirst().pointer().at()),
                        lines.apply(day.getKey(), day.getValue())))
                .filter(day -> !day.lines().isEmpty())
                .toList();
    }
}
