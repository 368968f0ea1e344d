/* Two conveniences; every page works without them: copy buttons, and the word "sample" in what is copied. */
"use strict";
(function () {
  var SAMPLE = "Sample, not a quotation. ";

  function sample() { return Boolean(document.querySelector("[data-sample]")); }

  function marked(text) {
    return sample() && !text.startsWith("Sample") ? SAMPLE + text : text;
  }

  document.addEventListener("copy", function (event) {
    var text = String(document.getSelection());
    if (sample() && text && event.clipboardData) {
      event.clipboardData.setData("text/plain", marked(text));
      event.preventDefault();
    }
  });

  function ready(button) {
    if (!navigator.clipboard || !button.hidden) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var source = document.getElementById(button.dataset.copy);
      navigator.clipboard.writeText(marked(source.textContent.trim())).then(
        function () { button.textContent = "Copied"; },
        function () { button.textContent = "Not copied: select the line"; }
      );
    });
  }
  function all() { document.querySelectorAll("button[data-copy]").forEach(ready); }
  document.addEventListener("tierbook:part", all);
  all();

  /* a reference into folded notes opens them, where the browser does not do it by itself */
  function unfold() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    var folded = target && target.closest("details:not([open])");
    if (folded) { folded.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
})();

/* the slider of editions: shown where there is script, says its year in words while it moves */
(function () {
  function slide() {
    document.querySelectorAll("form[data-slide]").forEach(function (form) {
      var range = form.querySelector("input"), output = form.querySelector("output");
      if (!window.htmx || location.protocol === "file:") { return; }
      form.hidden = false;
      range.addEventListener("input", function () { output.textContent = range.value; });
      form.addEventListener("submit", function (event) { event.preventDefault(); });
    });
  }
  document.addEventListener("tierbook:part", function () {
    var range = document.getElementById("slide"), here = document.querySelector("#boxes [aria-current] b");
    if (range && here && document.activeElement !== range) {   /* whoever moves it is ahead of the answer */ range.value = here.textContent; range.form.querySelector("output").textContent = range.value; }
  });
  slide();
})();
