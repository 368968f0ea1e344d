# A regression on coded values, corrected for coding error by a random sample that people coded.
#
#     Rscript correct.R                      reads texts.csv beside this file, prints the coefficients and what is true
#     Rscript correct.R coefficients.csv     and writes them
#
# Base R is enough. The function below does what correct_regression of tierbook does, and gives the same numbers; take
# it into your own script. Egami, Hinck, Stewart and Wei (2023, 2024): design-based supervised learning.

# y        outcome, a vector
# x        regressors, a data frame
# y_people, x_people
#          the same as people coded them, NA where the unit was not drawn; NULL where nothing of it was coded
# chance   of each unit to be drawn; needed where it was
# cluster  what units belong together; each alone if NULL
correct_regression <- function(y, x, y_people = NULL, x_people = NULL, chance, cluster = NULL,
                               model = c("linear", "logistic")) {
  model <- match.arg(model)
  n <- length(y)
  coded <- c(list(y_people), as.list(x_people))
  coded <- coded[!vapply(coded, is.null, logical(1))]
  drawn <- Reduce(`&`, lapply(coded, function(one) !is.na(one)))
  if (any(Reduce(`|`, lapply(coded, function(one) !is.na(one))) != drawn))
    stop("people coded a part of the coded variables of a unit: code the others, or take the unit out of the sample")
  if (any(is.na(y)) || any(is.na(x))) stop("a unit has no value: leave it out and say so")
  if (any(is.na(chance[drawn]))) stop("people coded a unit that has no chance of being drawn")

  # Everything twice: as the program has it, and as people do. What nobody coded is the same in both.
  pred_x <- cbind(`(intercept)` = 1, as.matrix(x))
  peop_x <- pred_x
  for (name in names(x_people)) peop_x[, name] <- x_people[[name]]
  peop_y <- if (is.null(y_people)) y else y_people
  peop_x[!drawn, ] <- 0
  peop_y[!drawn] <- 0
  weight <- ifelse(drawn, 1 / chance, 0)
  if (abs(sum(weight) - n) > max(3 * sqrt(sum(weight * (weight - 1))), 1e-6 * n))
    warning(sprintf("the inverse chances add up to %.1f, and the table has %d units: the correction is wrong by as much",
                    sum(weight), n))
  if (is.null(cluster)) cluster <- seq_len(n)

  fitted <- function(x, b) if (model == "logistic") plogis(drop(x %*% b)) else drop(x %*% b)
  slope_of <- function(x, w, b) {
    if (model == "logistic") w <- w * fitted(x, b) * (1 - fitted(x, b))
    crossprod(x * w, x)
  }

  # a weighs the program's moment of a unit, p that of people
  fit <- function(name, a, p) {
    moments <- function(b) pred_x * (a * (y - fitted(pred_x, b))) + peop_x * (p * (peop_y - fitted(peop_x, b)))
    b <- rep(0, ncol(pred_x))
    # columns in their own root mean square, so that units (persons or millions) decide nothing
    unit <- sqrt((colSums(abs(a) * pred_x^2) + colSums(abs(p) * peop_x^2)) / sum(abs(a) + abs(p)))
    for (step in 1:60) {
      off <- colSums(moments(b))
      if (max(abs(off / unit)) <= 1e-10 * sum(abs(a) + abs(p))) break
      b <- b + solve(slope_of(pred_x, a, b) + slope_of(peop_x, p, b), off)
    }
    if (step == 60) stop("the regression comes to no end")
    bread <- solve(slope_of(pred_x, a, b) + slope_of(peop_x, p, b))
    by_cluster <- rowsum(moments(b), cluster)
    clusters <- length(unique(cluster[a != 0 | p != 0]))
    error <- sqrt(diag(bread %*% crossprod(by_cluster) %*% t(bread)) * clusters / (clusters - 1))
    z <- qnorm(0.975)
    data.frame(estimator = name, term = colnames(pred_x), value = b, error = error,
               low = b - z * error, high = b + z * error, row.names = NULL)
  }
  rbind(
    fit("naive", rep(1, n), rep(0, n)),   # as if the program were right
    fit("sample", rep(0, n), weight),     # people's values alone, each standing for 1 / chance
    fit("corrected", 1 - weight, weight)  # the program's everywhere, put right by people's where drawn
  )
}

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
texts <- read.csv(file.path(if (length(here)) dirname(here) else ".", "texts.csv"))

regressions <- list(
  "outcome, linear" = correct_regression(
    texts$program, texts["income"], y_people = texts$people,
    chance = texts$probability, cluster = texts$country
  ),
  "outcome, logistic" = correct_regression(
    texts$program, texts["income"], y_people = texts$people,
    chance = texts$probability, cluster = texts$country, model = "logistic"
  ),
  "regressor, linear" = correct_regression(
    texts$aid, data.frame(shelter = texts$program), x_people = data.frame(shelter = texts$people),
    chance = texts$probability, cluster = texts$country
  )
)

# What people would have found, had they coded every text. It is known here alone, because the texts are invented.
truths <- list(
  "outcome, linear" = coef(lm(truth ~ income, texts))["income"],
  "outcome, logistic" = coef(glm(truth ~ income, binomial, texts))["income"],
  "regressor, linear" = coef(lm(aid ~ truth, texts))["truth"]
)

for (name in names(regressions)) {
  cat("\nCoded variable as ", name, "\n", sep = "")
  print(regressions[[name]], digits = 3, row.names = FALSE)
  slopes <- regressions[[name]][regressions[[name]]$term != "(intercept)", ]
  truth <- truths[[name]]
  cat(sprintf("truth of %s, had people coded every text: %.3f\n", slopes$term[1], truth))
  verdict <- ifelse(slopes$low <= truth & truth <= slopes$high, "holds the truth", "misses the truth")
  cat(sprintf("  %-9s %.3f (%.3f to %.3f) %s\n", slopes$estimator, slopes$value, slopes$low, slopes$high, verdict), sep = "")
}

out <- commandArgs(trailingOnly = TRUE)
if (length(out)) {
  all <- do.call(rbind, Map(function(name, rows) cbind(regression = name, rows), names(regressions), regressions))
  all[c("value", "error", "low", "high")] <-
    lapply(all[c("value", "error", "low", "high")], signif, digits = 12)
  write.csv(all, out[1], row.names = FALSE)
}
