// The search of an exported library. Lists of words and texts are scripts that are loaded by tags when they are needed:
// a page opened from a file may not ask for other files in any other way.
(function () {
  "use strict";
  var SHOWN = 50;
  var state = { about: null, words: {}, texts: {}, waiting: {} };

  window.tierbookDocuments = function (about) { state.about = about; };
  window.tierbookWords = function (shelf, lists) { state.words[shelf] = lists; };
  window.tierbookText = function (number, rows) { state.texts[number] = rows; };

  function wordsOf(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+\*?/gu) || [];
  }

  function shelfOf(word) {
    return Array.from(word.replace("*", "")).slice(0, 2).map(function (c) {
      return c.charCodeAt(0) < 128 ? c : "x" + c.codePointAt(0).toString(16);
    }).join("");
  }

  function loadScript(address, then) {
    if (state.waiting[address]) { state.waiting[address].push(then); return; }
    state.waiting[address] = [then];
    var script = document.createElement("script");
    script.src = address;
    script.onload = script.onerror = function () {
      state.waiting[address].forEach(function (call) { call(); });
      state.waiting[address] = { push: function (call) { call(); } };
    };
    document.head.appendChild(script);
  }

  function loadAll(addresses, then) {
    var left = addresses.length;
    if (!left) { then(); return; }
    addresses.forEach(function (address) {
      loadScript(address, function () { left -= 1; if (!left) { then(); } });
    });
  }

  function unpack(list) {
    var at = 0;
    return list.split(",").map(function (step) { at += parseInt(step, 36); return at; });
  }

  function listOf(word) {
    var shelf = state.words[shelfOf(word)] || {};
    if (word.slice(-1) !== "*") { return shelf[word] ? unpack(shelf[word]) : []; }
    var start = word.slice(0, -1), found = new Set();
    Object.keys(shelf).forEach(function (other) {
      if (other.indexOf(start) === 0) { unpack(shelf[other]).forEach(function (n) { found.add(n); }); }
    });
    return Array.from(found).sort(function (a, b) { return a - b; });
  }

  function both(one, other) {
    var held = new Set(other);
    return one.filter(function (n) { return held.has(n); });
  }

  function documentOf(sentence) {
    var rows = state.about.documents, low = 0, high = rows.length - 1;
    while (low < high) {
      var middle = Math.ceil((low + high) / 2);
      if (rows[middle][4] <= sentence) { low = middle; } else { high = middle - 1; }
    }
    return low;
  }

  function say(words) { document.getElementById("found").textContent = words; }

  function put(hits, asked) {
    var list = document.getElementById("hits");
    list.textContent = "";
    var numbers = Array.from(new Set(hits.map(documentOf)));
    loadAll(numbers.map(function (n) { return "search/t/" + n + ".js"; }), function () {
      hits.forEach(function (hit) {
        var number = documentOf(hit), row = state.about.documents[number];
        var sentence = (state.texts[number] || [])[hit - row[4]];
        if (!sentence) { return; }
        var item = document.createElement("li"), link = document.createElement("a"), words = document.createElement("p");
        link.href = row[0] + "#" + sentence[0];
        link.textContent = row[1] + (row[2] ? " " + row[2] : "") + (row[3] === "narrative" ? "" : " (" + row[3] + ")");
        mark(words, sentence[1], asked);
        item.appendChild(link);
        item.appendChild(words);
        list.appendChild(item);
      });
      document.documentElement.setAttribute("data-searched", "yes");
    });
  }

  function mark(place, text, asked) {
    text.split(/([\p{L}\p{N}]+)/u).forEach(function (part, n) {
      var word = n % 2 ? wordsOf(part)[0] || "" : "";
      var hit = word && asked.some(function (a) {
        return a.slice(-1) === "*" ? word.indexOf(a.slice(0, -1)) === 0 : word === a;
      });
      var node = hit ? document.createElement("mark") : document.createTextNode(part);
      if (hit) { node.textContent = part; }
      place.appendChild(node);
    });
  }

  function search(text) {
    var asked = Array.from(new Set(wordsOf(text)));
    var common = asked.filter(function (word) { return state.about.common.indexOf(word) >= 0; });
    var rare = asked.filter(function (word) { return common.indexOf(word) < 0; });
    if (!rare.length) {
      say(asked.length ? "These words stand in almost every text; add a rarer one." : "Type words to look for.");
      document.documentElement.setAttribute("data-searched", "yes");
      return;
    }
    var shelves = rare.map(shelfOf).filter(function (shelf) { return state.about.shelves.indexOf(shelf) >= 0; });
    loadAll(shelves.map(function (shelf) { return "search/w/" + shelf + ".js"; }), function () {
      var hits = rare.map(listOf).reduce(both);
      var more = hits.length > SHOWN ? " The first " + SHOWN + " are shown; add a word to find fewer." : "";
      var left = common.length ? " Not looked for, since almost every text has it: " + common.join(", ") + "." : "";
      say(hits.length + (hits.length === 1 ? " sentence holds" : " sentences hold") + " all words." + more + left);
      put(hits.slice(0, SHOWN), rare);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var asked = new URLSearchParams(location.search).get("q") || "";
    document.querySelectorAll('input[name="q"]').forEach(function (field) { field.value = asked; });
    if (asked && state.about) { search(asked); }
  });
})();
