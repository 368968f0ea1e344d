/* Two conveniences; every page works without them: copy buttons, and the word "sample" in what is copied. */
"use strict";
(function () {
  var SAMPLE = "Sample, not a quotation. ";
  var sample = document.body.hasAttribute("data-sample");

  function marked(text) {
    return sample && !text.startsWith("Sample") ? SAMPLE + text : text;
  }

  document.addEventListener("copy", function (event) {
    var text = String(document.getSelection());
    if (sample && text && event.clipboardData) {
      event.clipboardData.setData("text/plain", marked(text));
      event.preventDefault();
    }
  });

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var source = document.getElementById(button.dataset.copy);
      navigator.clipboard.writeText(marked(source.textContent.trim())).then(
        function () { button.textContent = "Copied"; },
        function () { button.textContent = "Not copied: select the line"; }
      );
    });
  });

  /* a reference into folded notes opens them, where the browser does not do it by itself */
  function unfold() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    var folded = target && target.closest("details:not([open])");
    if (folded) { folded.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
})();
