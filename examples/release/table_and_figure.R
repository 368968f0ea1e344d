# A table and a figure from a release of tierbook, with nothing but R. table-and-figure.ipynb makes the same ones in Python.
#
#     Rscript table_and_figure.R RELEASE [VARIABLE [KIND [EDITIONS]]]
#
# RELEASE is the folder that `tierbook release` made, VARIABLE any yes-or-no variable, KIND narrative, summary or sample: the
# first of them that the release has, unless told. EDITIONS, such as 2016,2017,2018, keeps these editions alone, and of
# them only countries with a text in each. Writes table.csv and figure.pdf where you are.

given <- commandArgs(trailingOnly = TRUE)
if (!length(given)) stop("name the folder of a release: Rscript table_and_figure.R RELEASE [VARIABLE]")
release <- given[1]
variable <- if (length(given) > 1) given[2] else "prosecution.convicted"

# What a text says that says yes, for the title. Without words of yours it has the name of the variable.
claims <- c(prosecution.convicted = "that courts convicted traffickers")

source(file.path(release, "tierbook.R"))
open <- function(table) read_tierbook(table, release)
consensus <- open("findings_consensus")
asked <- open("variables")
asked <- asked[asked$variable == variable & asked$type == "yes_no", ]
if (!nrow(asked)) stop("the release has no yes-or-no variable ", variable)

# Kinds of text are never mixed: what a summary leaves out, the narrative may say.
kinds <- c(narrative = "narratives", summary = "summaries by another agency, which chose the countries",
           sample = "samples, which are no source")
kind <- if (length(given) > 2) given[3] else names(kinds)[names(kinds) %in% consensus$text_kind][1]
rows <- consensus[consensus$variable == variable & consensus$text_kind == kind & consensus$absence != "not_asked", ]
if (!nrow(rows)) stop("no text of this kind was asked for ", variable)
rows$iso3 <- as.character(rows$iso3)
if (length(given) > 3) {
  wanted <- unique(strsplit(given[4], ",")[[1]])
  rows <- rows[rows$edition %in% wanted, ]
  rows <- rows[rows$iso3 %in% names(which(table(rows$iso3) == length(wanted))), ]
  if (!nrow(rows)) stop("no country has a text of this kind in each of the editions ", given[4])
}

# The table: a row for each edition, also for those of which no text is held.
editions <- min(rows$edition):max(rows$edition)
count <- function(which) vapply(editions, function(e) sum(which & rows$edition == e, na.rm = TRUE), numeric(1))
countries <- lapply(editions, function(e) unique(rows$iso3[rows$edition == e]))
table <- data.frame(
  edition = editions,
  texts = count(TRUE),
  countries = lengths(countries),
  also_before = NA,                   # those that have a text in the edition held before, too
  yes = count(rows$answer %in% c("yes", "mixed")),
  no = count(rows$answer %in% "no"),
  not_reported = count(rows$absence == "not_reported"),
  silent = count(rows$absence %in% c("not_stated", "not_in_summary"))
)
with_texts <- which(table$texts > 0)
for (i in seq_along(with_texts)[-1]) {
  table$also_before[with_texts[i]] <- length(intersect(countries[[with_texts[i]]], countries[[with_texts[i - 1]]]))
}
throughout <- length(Reduce(intersect, countries[with_texts]))

# The share that says yes, with Wilson's interval of 95 %.
z <- 1.959963984540054
n <- ifelse(table$texts > 0, table$texts, NA)
table$share <- table$yes / n
middle <- (table$share + z^2 / (2 * n)) / (1 + z^2 / n)
reach <- z * sqrt(table$share * (1 - table$share) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
table$low <- pmax(middle - reach, 0)
table$high <- pmin(middle + reach, 1)

decimal <- function(x) ifelse(is.na(x), "", sprintf("%.4f", x))
whole <- function(x) ifelse(is.na(x), "", x)
lines <- with(table, paste(edition, texts, countries, whole(also_before), yes, no, not_reported, silent,
                           decimal(share), decimal(low), decimal(high), sep = ","))
writeLines(c(paste(names(table), collapse = ","), lines), "table.csv")

# What the figure has to say of itself. How often the program is right is counted as the figure counts: yes against all else.
narratives <- open("narratives")
made <- unique(narratives[c("tierbook", "codebook", "cues")])
about <- function(table) table[table$variable == variable & table$part == kind & table$measured_on == "labelled", ]
labelled <- about(open("confusion"))
name <- c(narrative = "narratives", summary = "summaries", sample = "samples")[[kind]]
yes <- function(answers) answers %in% c("yes", "mixed")
agreed <- sum(labelled$n[yes(labelled$program_value) & yes(labelled$labelled_value)])
accuracy <- if (nrow(labelled)) {
  measured <- about(open("accuracy"))
  sprintf(paste("On %g labelled %s of %s (labels by %s): of %g that the program reads as yes the labels say so of %g;",
                "of %g that the labels call yes it finds %g. The rules were tuned on a part of these texts."),
          sum(labelled$n), name, measured$editions[1], measured$labels[1],
          sum(labelled$n[yes(labelled$program_value)]), agreed, sum(labelled$n[yes(labelled$labelled_value)]), agreed)
} else {
  "How often the program is right on this variable and kind of text is untested."
}
release_title <- sub("^# ", "", readLines(file.path(release, "README.md"), n = 1, encoding = "UTF-8"))
source_lines <- c(
  sprintf("Coded by tierbook %s (codebook %s, cues %s) from %d %s; not official.",
          paste(made$tierbook, collapse = ", "), made$codebook[1], made$cues[1], nrow(rows), kinds[[kind]]),
  "Yes includes mixed (yes for a part, no for another). Silent texts say neither yes nor no.",
  paste("Points: share that says yes. Lines: 95 % (Wilson), as if texts were drawn from many; they leave out the program's",
        "errors, and mean little where nearly all texts are held."),
  sprintf(paste("Numbers: texts, one a country. Countries with a text here: %d; with one in every",
                "edition that has a point: %d. Joined: editions that follow one another and have half of their countries in",
                "common. No point: no text held."),
          length(unique(rows$iso3)), throughout),
  accuracy,
  paste0("Data: the release \"", release_title, "\".")
)
source_lines <- strwrap(source_lines, 131)

says <- if (variable %in% names(claims)) paste("that say", claims[[variable]]) else paste("that say yes:", asked$label)
classes <- c(yes = "#b9d0e6", no = "#e8cfa6", not_reported = "#ffffff", silent = "#e4e4e4")
blue <- "#1f4e79"
grey <- "#555555"

pdf("figure.pdf", width = 6.5, height = 5, title = asked$label)
par(mar = c(11.6, 4.6, 4.4, 0.6), las = 1, family = "Helvetica", cex = 0.85)
held <- table[with_texts, ]
plot(NULL, xlim = range(editions) + c(-0.5, 0.5), ylim = c(-0.03, 1.12), yaxs = "i", bty = "l", yaxt = "n", xaxt = "n",
     xlab = "", ylab = "")
below <- 0
for (class in names(classes)) {       # from below: yes, no, not reported, silent
  above <- below + held[[class]] / held$texts
  some <- above > below
  if (any(some)) rect((held$edition - 0.35)[some], (below + 0 * above)[some], (held$edition + 0.35)[some], above[some],
                      col = classes[[class]], border = "#999999", lwd = 0.5)
  below <- above
}
axis(2, at = c(0, 0.25, 0.5, 0.75, 1), labels = c("0 %", "25 %", "50 %", "75 %", "100 %"))
axis(1, at = editions, cex.axis = 0.8, las = 2)
mtext("share of texts", side = 2, line = 3.5, las = 0, cex = 0.85)
mtext("edition of the Report", side = 1, line = 2.9, cex = 0.85)
for (i in seq_along(with_texts)[-1]) {  # no line over editions without a text, nor from some countries to others
  two <- held[c(i - 1, i), ]
  if (diff(two$edition) == 1 && two$also_before[2] >= max(two$countries) / 2) lines(two$edition, two$share, col = blue)
}
segments(held$edition, held$low, held$edition, held$high, col = blue)
points(held$edition, held$share, pch = 19, col = blue)
text(held$edition, 1.07, held$texts, cex = 0.75, col = grey)
mtext(paste("Share of", name, says), side = 3, adj = 0, line = 3, font = 2, cex = 0.95)
mtext(paste("Asked of each text:", asked$question), side = 3, adj = 0, line = 2, cex = 0.7, col = grey)
legend("bottomleft", inset = c(0, 1), xpd = NA, horiz = TRUE, bty = "n", cex = 0.8, fill = classes, border = "#999999",
       legend = c("yes or mixed", "no", "not reported", "silent: no answer"))
left <- par("usr")[1] - 0.11 * diff(par("usr")[1:2])
for (i in seq_along(source_lines)) {
  mtext(source_lines[i], side = 1, adj = 0, at = left, line = 3.2 + 0.75 * i, cex = 0.6, col = grey)
}
invisible(dev.off())

options(width = 120)
print(table, digits = 3, row.names = FALSE)
