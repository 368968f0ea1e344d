/* Single keys for readers who keep their hands on the keyboard. They do nothing while somebody types, never with Ctrl,
   Alt or Meta, and can be switched off on the help page. */
"use strict";
(function () {
  var root = document.documentElement;

  function typing(node) {
    return node.isContentEditable || /^(input|textarea|select|button|summary)$/i.test(node.tagName) && !/^(checkbox|radio|button|submit)$/.test(node.type || "");
  }

  /* from the place that has the focus, or from the top of the window, to the next or the last of these */
  function step(selector, forward) {
    var all = Array.from(document.querySelectorAll(selector)).filter(function (node) { return node.getClientRects().length; });
    if (!all.length) { return; }
    var here = document.activeElement && document.activeElement.closest(selector);
    var at = all.indexOf(here);
    if (at < 0) {
      var below = all.findIndex(function (node) { return node.getBoundingClientRect().top > 4; });
      at = forward ? (below < 0 ? all.length : below) - 1 : below < 0 ? all.length : below;
    }
    var next = all[at + (forward ? 1 : -1)];
    if (!next) { return; }
    if (!next.matches("a, button, input")) { next.setAttribute("tabindex", "-1"); }
    next.focus({ preventScroll: true });
    var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    next.scrollIntoView({ block: "start", behavior: still ? "instant" : "auto" });
  }

  function follow(selector) {
    var link = document.querySelector(selector);
    if (link) { link.click(); }
    return Boolean(link);
  }

  var actions = {
    j: function () { step(".para[id], .aligned > li", true); },
    k: function () { step(".para[id], .aligned > li", false); },
    n: function () { step("a.ref.up, .hit h3 a", true); },
    p: function () { step("a.ref.up, .hit h3 a", false); },
    c: function () {
      var para = document.activeElement.closest(".para"), own = para && para.querySelector("a.cite-it");
      if (own) { own.click(); return; }
      if (follow("a[data-key=c]")) { return; }
      var cite = document.getElementById("cite");
      if (cite) { cite.setAttribute("tabindex", "-1"); cite.focus(); document.getSelection().selectAllChildren(cite); }
    },
    "/": function () { var field = document.getElementById("q") || document.getElementById("q0"); if (field) { field.focus(); field.select(); } },
    "?": function () { follow("a[data-key=help]"); }
  };

  document.addEventListener("keydown", function (event) {
    if (root.dataset.keys === "off" || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.isComposing) { return; }
    if (typing(event.target)) { return; }
    var action = Object.prototype.hasOwnProperty.call(actions, event.key) && actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });
})();
