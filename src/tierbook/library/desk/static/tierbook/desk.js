/* The desk by keyboard, and words marked as evidence by selecting them. Without this file every button still works, and
   evidence is chosen by whole sentences. */
"use strict";
(function () {
  if (window.tierbookDesk) { return; }
  window.tierbookDesk = true;
  var root = document.documentElement;

  function typing(node) {
    return node.isContentEditable || /^(input|textarea|select)$/i.test(node.tagName) && !/^(checkbox|radio|button|submit)$/.test(node.type || "");
  }

  function say(words) { var said = document.getElementById("said"); if (said) { said.textContent = words; } }

  /* characters as the narrative counts them: code points, not units of UTF-16 */
  function points(text) { return Array.from(text).length; }

  function paragraphOf(node) {
    var element = node && (node.nodeType === 1 ? node : node.parentElement);
    var paragraph = element && element.closest("[data-start]");
    return paragraph && paragraph.closest("[data-text]") ? paragraph : null;
  }

  function formOf(paragraph) {
    var named = paragraph.closest("[data-text]").dataset.text;
    return named ? document.getElementById(named) : paragraph.closest("form");
  }

  /* the selected words as a span of the narrative, without white space at their ends */
  function selected() {
    var selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) { return null; }
    var range = selection.getRangeAt(0);
    var paragraph = paragraphOf(range.startContainer);
    if (!paragraph) { return null; }
    if (!paragraph.contains(range.endContainer)) { range.setEndAfter(paragraph.lastChild); }
    var before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(range.startContainer, range.startOffset);
    var words = range.toString();
    var lead = words.length - words.trimStart().length;
    var quote = words.trim();
    if (!quote) { return null; }
    var start = Number(paragraph.dataset.start) + points(before.toString()) + points(words.slice(0, lead));
    return { form: formOf(paragraph), start: start, end: start + points(quote), quote: quote };
  }

  function mark() {
    var found = selected();
    if (!found || !found.form) { say("Select words in the text first, then press E."); return false; }
    var list = found.form.querySelector("[data-marked]");
    var value = found.start + "-" + found.end + ":" + found.quote;
    var known = Array.from(list.querySelectorAll("input")).some(function (input) { return input.value === value; });
    if (!known) {
      var item = document.createElement("li"), label = document.createElement("label");
      var box = document.createElement("input"), quote = document.createElement("q");
      box.type = "checkbox"; box.name = "words"; box.value = value; box.checked = true;
      quote.textContent = found.quote;
      label.append(box, " ", quote);
      item.append(label);
      list.append(item);
    }
    document.getSelection().removeAllRanges();
    say("Marked as evidence: " + found.quote);
    return true;
  }

  function press(name) {
    var control = document.querySelector("[data-desk='" + name + "']");
    if (!control) { return false; }
    control.click();
    return true;
  }

  /* side by side: the answer of the question that has the focus, else of the first on the page */
  function take(key) {
    var own = document.activeElement && document.activeElement.closest("article.of-question");
    var question = own || document.querySelector("article.of-question");
    var button = question && question.querySelector("[data-take='" + key + "']");
    if (button) { button.click(); }
    return Boolean(button);
  }

  function digit(key) {
    var box = document.querySelector(".deciding [data-digit='" + key + "']");
    if (!box) { return take(key); }
    box.click();
    box.focus();
    return true;
  }

  /* change leads to the value first; pressed there, or once another value is chosen, it keeps it */
  function change() {
    var button = document.querySelector("[data-desk='c']");
    var fields = document.querySelector(".another");
    if (!button || !fields) { return false; }
    var inside = fields.contains(document.activeElement);
    var changed = Array.from(fields.querySelectorAll("input, textarea, option")).some(function (field) {
      if (field.tagName === "OPTION") { return field.selected !== field.defaultSelected; }
      return /^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
    });
    if (inside || changed) { button.click(); return true; }
    var first = fields.querySelector("input:checked") || fields.querySelector("input, textarea");
    if (first) { first.focus(); }
    return true;
  }

  /* who, when, whether: opened, with its first field in hand */
  function how() {
    var details = document.querySelector(".deciding details.how");
    if (!details) { return false; }
    details.open = true;
    details.querySelector("select").focus();
    return true;
  }

  var actions = { e: mark, c: change, q: how };

  document.addEventListener("keydown", function (event) {
    if (root.dataset.keys === "off" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (!document.querySelector("[data-item], [data-desk], [data-take]") || typing(event.target)) { return; }
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    var onControl = /^(button|a|summary|select)$/i.test(event.target.tagName);
    if (key === "Enter" && (onControl || !press("Enter"))) { return; }
    var done = key === "Enter" || (/^[1-9]$/.test(key) ? digit(key) : actions[key] ? actions[key]() : /^[a-z0]$/.test(key) && press(key));
    if (done || key === "e") { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  /* a form that was refused comes back with the words in it: show it, where a page of another kind would be left alone */
  document.addEventListener("htmx:beforeSwap", function (event) {
    var config = event.detail.requestConfig;
    if (config && config.verb === "post" && event.detail.xhr.status === 400 && config.elt.closest(".deciding, .undo")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  /* a sentence that is ticked is set off at once */
  document.addEventListener("change", function (event) {
    if (event.target.name !== "sentence") { return; }
    var words = event.target.nextElementSibling;
    if (words) { words.classList.toggle("s", event.target.checked); }
  });
})();
