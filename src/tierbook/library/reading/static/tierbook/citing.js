/* "Cite" beside a paragraph goes to the sentence that the reader has selected, or that the address names. */
"use strict";
(function () {
  function sentence(node) {
    var element = node && (node.nodeType === 1 ? node : node.parentElement);
    return element && element.closest(".s[id]");
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.cite-it");
    var paragraph = link && link.closest(".para");
    if (!paragraph) { return; }
    var selection = document.getSelection();
    var chosen = String(selection).trim() ? sentence(selection.anchorNode) : null;
    if (!chosen || !paragraph.contains(chosen)) {
      chosen = location.hash ? sentence(document.getElementById(location.hash.slice(1))) : null;
    }
    var place = chosen && paragraph.contains(chosen) && /^p(\d+)s(\d+)$/.exec(chosen.id);
    if (!place) { return; }
    var address = new URL(link.href);
    address.searchParams.set("s", place[2]);
    link.href = address.href;
  });
})();
