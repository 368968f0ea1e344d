/* "This is wrong" takes the words along that the reader has selected in the same paragraph or passage. */
"use strict";
(function () {
  var LONGEST = 1000;

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-wrong]");
    if (!link) { return; }
    var selection = document.getSelection();
    var words = String(selection).trim();
    if (!words || words.length > LONGEST || !selection.anchorNode) { return; }
    var place = link.closest(".para") || document.querySelector("#words");
    var paragraph = place && (place.querySelector(":scope > p") || place);
    if (!paragraph || !paragraph.contains(selection.anchorNode)) { return; }
    var address = new URL(link.href);
    address.searchParams.set("words", words);
    link.href = address.href;
  });
})();
