# A table and a figure from a release of tierbook, with nothing but R. table-and-figure.ipynb makes the same ones in Python.
#
#     Rscript table_and_figure.R RELEASE [VARIABLE [KIND]]
#
# RELEASE is the folder that `tierbook release` made, VARIABLE any yes-or-no variable, KIND narrative, summary or sample.
# Writes table.csv and figure.pdf where you are.

given <- commandArgs(trailingOnly = TRUE)
if (!length(given)) stop("name the folder of a release: Rscript table_and_figure.R RELEASE [VARIABLE]")
release <- given[1]
variable <- if (length(given) > 1) given[2] else "prosecution.convicted"

source(file.path(release, "tierbook.R"))
open <- function(table) read_tierbook(table, release)
consensus <- open("findings_consensus")
asked <- open("variables")
asked <- asked[asked$variable == variable & asked$type == "yes_no", ]
if (!nrow(asked)) stop("the release has no yes-or-no variable ", variable)

# Kinds of text are never mixed: what a summary leaves out, the narrative may say.
kinds <- c(narrative = "narratives", summary = "summaries by another agency", sample = "samples, which are no source")
kind <- if (length(given) > 2) given[3] else names(kinds)[names(kinds) %in% consensus$text_kind][1]
rows <- consensus[consensus$variable == variable & consensus$text_kind == kind & consensus$absence != "not_asked", ]
if (!nrow(rows)) stop("no text of this kind was asked for ", variable)

# The table: a row for each edition, also for those of which no text is held.
editions <- min(rows$edition):max(rows$edition)
count <- function(which) vapply(editions, function(e) sum(which & rows$edition == e, na.rm = TRUE), numeric(1))
table <- data.frame(
  edition = editions,
  texts = count(TRUE),
  yes = count(rows$answer %in% c("yes", "mixed")),
  no = count(rows$answer %in% "no"),
  not_reported = count(rows$absence == "not_reported"),
  silent = count(rows$absence %in% c("not_stated", "not_in_summary"))
)

# The share that says yes, with Wilson's interval of 95 %.
z <- 1.959963984540054
n <- ifelse(table$texts > 0, table$texts, NA)
table$share <- table$yes / n
middle <- (table$share + z^2 / (2 * n)) / (1 + z^2 / n)
reach <- z * sqrt(table$share * (1 - table$share) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
table$low <- pmax(middle - reach, 0)
table$high <- pmin(middle + reach, 1)

decimal <- function(x) ifelse(is.na(x), "", sprintf("%.4f", x))
lines <- with(table, paste(edition, texts, yes, no, not_reported, silent, decimal(share), decimal(low), decimal(high), sep = ","))
writeLines(c(paste(names(table), collapse = ","), lines), "table.csv")

# What the figure has to say of itself.
narratives <- open("narratives")
made <- unique(narratives[c("tierbook", "codebook", "cues")])
measured <- open("accuracy")
measured <- measured[measured$variable == variable & measured$part == kind & measured$measured_on == "labelled", ]
accuracy <- if (nrow(measured)) {
  sprintf("F1 of this variable on labelled texts of this kind: %.2f (n = %g).", measured$f1[1], measured$n[1])
} else {
  "How often the program is right on this variable and kind of text is untested."
}
title <- sub("^# ", "", readLines(file.path(release, "README.md"), n = 1, encoding = "UTF-8"))
source_lines <- c(
  sprintf("Coded by tierbook %s (codebook %s, cues %s) from %s; not official.",
          paste(made$tierbook, collapse = ", "), made$codebook[1], made$cues[1], kinds[[kind]]),
  "Blue: texts that say yes, with intervals of 95 %. Grey, from above: silent texts. Numbers: texts.",
  "Points are joined where one edition follows the other; of editions without a point no text is held.",
  accuracy,
  paste0("Data: ", title, ".")
)

pdf("figure.pdf", width = 6.5, height = 4.2, title = asked$label)
par(mar = c(9.2, 4.6, 1.8, 0.6), las = 1, family = "Helvetica", cex = 0.85)
held <- table[table$texts > 0, ]
plot(NULL, xlim = range(editions) + c(-0.5, 0.5), ylim = c(-0.03, 1.12), yaxs = "i", bty = "l", yaxt = "n", xaxt = "n",
     xlab = "", ylab = "")
rect(held$edition - 0.35, 1 - held$silent / held$texts, held$edition + 0.35, 1, col = "#e4e4e4", border = NA)
axis(2, at = c(0, 0.25, 0.5, 0.75, 1), labels = c("0 %", "25 %", "50 %", "75 %", "100 %"))
axis(1, at = editions, cex.axis = 0.8, las = 2)
mtext("share of texts", side = 2, line = 3.5, las = 0, cex = 0.85)
mtext("edition of the Report", side = 1, line = 2.9, cex = 0.85)
lines(table$edition, table$share, col = "#1f4e79")       # a missing share breaks the line
segments(held$edition, held$low, held$edition, held$high, col = "#1f4e79")
points(held$edition, held$share, pch = 19, col = "#1f4e79")
text(held$edition, 1.09, held$texts, cex = 0.75, col = "#555555")
mtext(asked$question, side = 3, adj = 0, line = 0.6, font = 2, cex = 0.9)
for (i in seq_along(source_lines)) mtext(source_lines[i], side = 1, adj = 0, line = 3.2 + 0.9 * i, cex = 0.65, col = "#555555")
invisible(dev.off())

print(table, digits = 3, row.names = FALSE)
