/* Parts of a page that are exchanged without loading the whole: what is busy is said, an error is shown as its own page
   would show it, and a reader who cannot see the change hears of it. Every page works without this file. */
"use strict";
(function () {
  if (!window.htmx) { return; }
  if (location.protocol === "file:") {   /* from a folder nothing can be asked for: plain links lead on */
    document.body.setAttribute("hx-disable", "");
    return;
  }

  function go(detail) {
    var path = detail.pathInfo && (detail.pathInfo.finalRequestPath || detail.pathInfo.requestPath);
    if (path) { location.assign(path); }
  }

  function plain(event) { return event.detail.requestConfig && event.detail.requestConfig.verb === "get"; }

  /* a form that could not be sent, or was refused by a library that cannot keep it now, stays as it was filled in, and
     says so beside its button */
  function keep(event, words) {
    var element = event.detail.requestConfig && event.detail.requestConfig.elt;
    var form = element && element.closest("form");
    if (!form) { return; }
    forget(form);
    var told = document.createElement("p");
    told.className = "fault not-kept";
    told.setAttribute("role", "alert");
    told.textContent = words + " It may not have been kept: what you wrote still stands here. Look at the page in another tab before you send it once more.";
    var sent = event.detail.requestConfig.triggeringEvent;
    var button = sent && sent.submitter;
    var row = button && button.closest("[role=group], .buttons, p, dd, li");
    if (row && form.contains(row)) { row.after(told); } else { form.appendChild(told); }
    told.scrollIntoView({ block: "nearest" });
  }

  function forget(form) {
    form.querySelectorAll(".not-kept").forEach(function (told) { told.remove(); });
  }

  function reason(xhr) {
    var page = new DOMParser().parseFromString(xhr.responseText || "", "text/html");
    var words = page.querySelector("[data-fault]");
    return words ? words.getAttribute("data-fault") : "The library could not answer.";
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = event.detail.elt.closest && event.detail.elt.closest("form");
    if (form) { forget(form); }
    event.detail.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    event.detail.target.removeAttribute("aria-busy");
  });

  /* an error, or an answer without the part that was asked for, is loaded as a page of its own */
  document.addEventListener("htmx:beforeSwap", function (event) {
    var detail = event.detail;
    var kind = detail.xhr.getResponseHeader("Content-Type") || "";
    var part = detail.selectOverride || (detail.requestConfig.elt.closest("[hx-select]") || document.body).getAttribute("hx-select");
    var missing = part && part.charAt(0) === "#" && detail.serverResponse.indexOf('id="' + part.slice(1) + '"') < 0;
    if (detail.xhr.status >= 400 || kind.indexOf("text/html") !== 0 || missing) {
      detail.shouldSwap = false;
      detail.isError = false;
      if (plain(event)) { go(detail); } else if (detail.xhr.status >= 500) { keep(event, reason(detail.xhr)); }
    }
  });
  document.addEventListener("htmx:sendError", function (event) {
    if (plain(event)) { go(event.detail); } else { keep(event, "The library does not answer."); }
  });

  document.addEventListener("htmx:afterSettle", function (event) {
    var target = event.detail.target;
    var part = document.getElementById(target.id) || target;
    var said = document.getElementById("said");
    if (part.id === "room") {
      var main = document.getElementById("main");
      if (main && !location.hash) { main.focus({ preventScroll: true }); }
      if (said) { said.textContent = document.title; }
    } else if (said) {
      var spoken = part.querySelector("[data-said]");
      said.textContent = spoken ? spoken.textContent.trim() : "The page has changed.";
    }
    document.dispatchEvent(new CustomEvent("tierbook:part"));
  });
})();
