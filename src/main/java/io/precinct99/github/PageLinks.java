package io.precinct99.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns GitHub's links between pages (RFC 8288) into links to our own. Nothing of them is kept but the numbers of pages. */
final class PageLinks {
    private static final int LONGEST = 8192;
    private static final Pattern LINK =
            Pattern.compile("<([^<>]*)>\\s*;\\s*rel=\"(first|prev|next|last)\"\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PAGE = Pattern.compile("[?&]page=([0-9]{1,9})(?:&|$)");

    private PageLinks() {}

    /** @return empty when there is no other page */
    static Optional<String> rewrite(Optional<String> link, int perPage) {
        List<String> ours = new ArrayList<>();
        for (String one :
                link.filter(text -> text.length() <= LONGEST).orElse("").split(",")) {
            Matcher found = LINK.matcher(one.trim());
            if (found.matches()) {
                Matcher page = PAGE.matcher(found.group(1));
                int number = page.find() ? Integer.parseInt(page.group(1)) : 0;
                if (number >= 1 && number <= Paging.MOST_PAGES) {
                    ours.add("</api/v1/github/repos?page=" + number + "&per_page=" + perPage + ">; rel=\""
                            + found.group(2).toLowerCase(java.util.Locale.ROOT) + '"');
                }
            }
        }
        return ours.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", ours));
    }
}
