/* The documentation's own script: the language of device pages, the list of devices, the box that decodes. */
(function () {
  "use strict";

  var root = document.documentElement;
  var GERMAN = {
    "no payload": "keine Nutzlast",
    "this is neither hexadecimal nor base64": "das ist weder hexadezimal noch Base64",
    "Reading": "Messwert",
    "Value": "Wert",
    "Bytes": "Bytes",
    "the codec could not be loaded": "der Codec konnte nicht geladen werden",
    "nothing was read": "nichts wurde gelesen"
  };

  function german() {
    return root.dataset.lang === "de";
  }

  function said(text) {
    return german() ? GERMAN[text] || text : text;
  }

  function remembered() {
    try {
      return localStorage.getItem("redi-language");
    } catch (error) {
      return null; // pages of a file, or a browser that keeps nothing
    }
  }

  function speak(language) {
    root.dataset.lang = language;
    document.querySelectorAll("option[data-en]").forEach(function (option) {
      option.textContent = option.dataset[language];
    });
    document.dispatchEvent(new Event("redi-language"));
  }

  function toggle() {
    var button = document.createElement("button");
    button.className = "md-header__button redi-language";
    button.type = "button";
    function label() {
      button.textContent = german() ? "EN" : "DE";
      button.title = german() ? "English" : "Deutsch";
      button.setAttribute("aria-label", button.title);
    }
    button.addEventListener("click", function () {
      speak(german() ? "en" : "de");
      try {
        localStorage.setItem("redi-language", root.dataset.lang);
      } catch (error) {
        /* it holds for this page */
      }
      label();
    });
    label();
    var place = document.querySelector(".md-header__option, .md-header label[for=__search]");
    if (place) {
      place.parentNode.insertBefore(button, place);
    }
  }

  /* ---- the list of devices */

  function finder(box) {
    var rows = Array.prototype.slice.call(box.querySelectorAll("tbody tr"));
    var text = box.querySelector("input");
    var chosen = Array.prototype.slice.call(box.querySelectorAll("select"));
    var count = box.querySelector(".finder-count span");
    function close(words) {
      return words.toLowerCase().replace(/[-_\s]+/g, "");
    }
    var known = rows.map(function (row) {
      var words = row.dataset.words + " " + row.textContent.toLowerCase();
      return { row: row, words: words, close: close(words) };
    });
    function show() {
      var asked = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      known.forEach(function (one) {
        var fits = asked.every(function (word) {
          return one.words.indexOf(word) >= 0 || one.close.indexOf(close(word)) >= 0;
        });
        fits = fits && chosen.every(function (select) {
          var values = (one.row.dataset[select.name] || "").split(" ");
          return !select.value || values.indexOf(select.value) >= 0;
        });
        one.row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = shown;
      var query = new URLSearchParams();
      if (text.value) {
        query.set("q", text.value);
      }
      chosen.forEach(function (select) {
        if (select.value) {
          query.set(select.name, select.value);
        }
      });
      try {
        history.replaceState(null, "", location.pathname + (String(query) ? "?" + query : ""));
      } catch (error) {
        /* pages of a file */
      }
    }
    var given = new URLSearchParams(location.search);
    text.value = given.get("q") || "";
    chosen.forEach(function (select) {
      select.value = given.get(select.name) || "";
      select.addEventListener("change", show);
    });
    text.addEventListener("input", show);
    show();
  }

  /* ---- the box */

  /* The bytes of a payload as people write it, or a sentence that says why there are none. */
  function bytesOf(text) {
    var hex = text.replace(/0x|\\x/gi, "").replace(/[\s,;:{}[\]]+/g, "");
    var bytes = [];
    if (!hex) {
      throw new Error(said("no payload"));
    }
    if (/^([0-9a-f]{2})+$/i.test(hex)) {
      for (var at = 0; at < hex.length; at += 2) {
        bytes.push(parseInt(hex.substr(at, 2), 16));
      }
      return bytes;
    }
    try {
      var raw = atob(text.trim().replace(/-/g, "+").replace(/_/g, "/"));
      for (var each = 0; each < raw.length; each++) {
        bytes.push(raw.charCodeAt(each));
      }
      return bytes;
    } catch (error) {
      throw new Error(said("this is neither hexadecimal nor base64"));
    }
  }

  function element(name, kind, text) {
    var made = document.createElement(name);
    if (kind) {
      made.className = kind;
    }
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function shown(value) {
    if (value === true) {
      return german() ? "ja" : "yes";
    }
    if (value === false) {
      return german() ? "nein" : "no";
    }
    return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  }

  function payloadBox(box) {
    var data = JSON.parse(box.querySelector(".payload-data").textContent);
    var text = box.querySelector(".payload-text");
    var port = box.querySelector(".payload-port");
    var samples = box.querySelector(".payload-samples");
    var grid = box.querySelector(".payload-bytes");
    var result = box.querySelector(".payload-result");

    function light(load, on) {
      document.querySelectorAll('.bytemap [data-load="' + load + '"], .payload-bytes [data-load="' + load + '"]').forEach(
        function (one) {
          one.classList.toggle("lit", on);
        }
      );
    }

    function pointed(one, load) {
      one.addEventListener("mouseenter", function () { light(load, true); });
      one.addEventListener("mouseleave", function () { light(load, false); });
      one.addEventListener("click", function () {
        var row = document.querySelector('.map [data-load="' + load + '"]');
        if (row) {
          var hidden = row.closest("details");
          if (hidden) {
            hidden.open = true;
          }
          row.scrollIntoView({ block: "center", behavior: "smooth" });
        }
      });
    }

    function draw(bytes, said_) {
      grid.textContent = "";
      document.querySelectorAll(".bytemap .there").forEach(function (one) { one.classList.remove("there"); });
      var owners = [];
      said_.trace.forEach(function (step) {
        for (var at = step[1]; at < step[2]; at++) {
          owners[at] = step[0];
        }
        document.querySelectorAll('.bytemap [data-load="' + step[0] + '"]').forEach(function (one) {
          one.classList.add("there");
        });
      });
      var broken = said_.broken;
      bytes.concat(broken !== null && broken >= bytes.length ? [null] : []).forEach(function (byte, at) {
        var cell = element("span", "byte", byte === null ? "··" : (byte < 16 ? "0" : "") + byte.toString(16).toUpperCase());
        cell.title = "byte " + at;
        if (at === broken) {
          cell.classList.add("broken");
        } else if (owners[at] === undefined) {
          cell.classList.add("rest");
        } else {
          cell.dataset.load = owners[at];
          cell.classList.toggle("begins", owners[at] !== owners[at - 1]);
          pointed(cell, owners[at]);
        }
        grid.appendChild(cell);
      });
    }

    function row(table, name, value) {
      var known = data.labels[name];
      var unit = data.units[name];
      var line = element("tr");
      var head = element("th", "", known ? known[german() ? 1 : 0] : name);
      head.title = name;
      line.appendChild(head);
      line.appendChild(element("td", "", shown(value) + (unit && typeof value === "number" ? " " + unit : "")));
      table.appendChild(line);
    }

    function tell(found) {
      result.textContent = "";
      (found.errors || []).forEach(function (sentence) { result.appendChild(element("p", "wrong", "✗ " + sentence)); });
      (found.warnings || []).forEach(function (sentence) { result.appendChild(element("p", "odd", "⚠ " + sentence)); });
      if (found.data) {
        var table = element("table");
        found.values.forEach(function (pair) { row(table, pair[0], pair[1]); });
        result.appendChild(table);
      }
    }

    function decode() {
      var bytes;
      try {
        bytes = bytesOf(text.value);
      } catch (error) {
        grid.textContent = "";
        tell({ errors: [error.message] });
        return;
      }
      window.rediCodec(bytes, Number(port.value), function (found) {
        draw(bytes, found);
        tell(found);
      });
    }

    samples.addEventListener("change", function () {
      var one = data.samples[Number(samples.value)];
      text.value = one.hex;
      port.value = one.f_port;
      decode();
    });
    text.addEventListener("input", decode);
    port.addEventListener("input", decode);
    document.addEventListener("redi-language", decode);
    var script = element("script");
    script.src = data.codec;
    script.onload = decode;
    script.onerror = function () { tell({ errors: [said("the codec could not be loaded")] }); };
    document.head.appendChild(script);
  }

  /* Of a session at a terminal or in Python what was typed is copied, without prompts and answers. */
  function typed(text) {
    var lines = text.split("\n");
    var kept = [];
    var going = false;
    if (!lines.some(function (line) { return /^(\$|>>>) /.test(line); })) {
      return null;
    }
    lines.forEach(function (line) {
      var match = /^(?:\$|>>>|\.\.\.) (.*)$/.exec(line);
      if (match || (going && /^ {4}\S/.test(line))) {
        kept.push(match ? match[1] : line);
      }
      going = /\\$/.test(line) && (!!match || going);
    });
    return kept.join("\n");
  }

  function copies() {
    document.addEventListener("click", function (event) {
      var button = event.target.closest("[data-clipboard-target]");
      var block = button && document.querySelector(button.dataset.clipboardTarget);
      var text = block && typed(block.textContent);
      if (text) {
        button.setAttribute("data-clipboard-text", text);
      }
    }, true);
  }

  speak(remembered() || ((navigator.language || "en").slice(0, 2) === "de" ? "de" : "en"));

  function begin() {
    if (document.querySelector('.md-content [lang="de"]')) {
      toggle();
    }
    speak(root.dataset.lang);
    document.querySelectorAll(".finder").forEach(finder);
    document.querySelectorAll(".payload-box").forEach(payloadBox);
    copies();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
