/* The documentation's own script: the language of device pages, the list of devices, the box that decodes. */
(function () {
  "use strict";

  var root = document.documentElement;
  var GERMAN = {
    "no payload": "keine Nutzlast",
    "this is neither hexadecimal nor base64": "das ist weder hexadezimal noch Base64",
    "Record": "Datensatz",
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
      return { row: row, words: words, close: close(words), name: close(row.querySelector("a").textContent) };
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
      var whole = close(text.value);
      known.filter(function (one) { return one.name === whole; }).concat(
        known.filter(function (one) { return one.name !== whole; })
      ).forEach(function (one) { one.row.parentNode.appendChild(one.row); }); // whose name it is stands first
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
    if (typeof value === "number") {
      return String(Number(value.toPrecision(10)));
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

    /* The codec in a room of its own, with its reading watched: which field took which bytes. */
    var codec = new Function(
      box.querySelector(".payload-codec").textContent +
        // what is needed before it is read is traced too, in a codec that has a function for that
        "\n;var trace = [], plainDecode = decode, needs = typeof need === 'function', plain = needs ? need : " +
        "typeof skip === 'function' && skip;" +
        "function traced(size, field) {" +
        "  var start = at; plain(size, field); if (size > 0) trace.push([field, start, start + size]);" +
        "}" +
        "if (needs) need = traced; else if (plain) skip = traced;" +
        "decode = function () { trace.length = 0; plainDecode(); };" +
        "return function (input) { trace.length = 0; return { said: decodeUplink(input), trace: trace }; };"
    )();

    function fits(one, port, behind) {
      var ports = one.dataset.port, after = one.dataset.after;
      var there = !ports || ports.split(" ").some(function (range) {
        var ends = range.split("-").map(Number);
        return ends[0] <= port && port <= ends[ends.length - 1];
      });
      return there && (!after || after.split(" ").some(function (tag) {
        return behind.slice(-tag.length) === tag;
      }));
    }

    /* The row of the map for each step of reading; selectors belong to the row that they lead to. */
    function rowsOf(steps, bytes, port) {
      var all = Array.prototype.slice.call(document.querySelectorAll(".map [data-field]"));
      var selectors = [];
      document.querySelectorAll(".map .bytemap").forEach(function (map) {
        selectors = selectors.concat(map.dataset.selectors.split("|"));
      });
      var behind = "", choosing = false, last = -1, found = [];
      steps.forEach(function (step, number) {
        if (selectors.indexOf(step[0]) >= 0) {
          behind = choosing ? behind : "";
          for (var at = step[1]; at < step[2]; at++) {
            behind += (bytes[at] < 16 ? "0" : "") + bytes[at].toString(16);
          }
          choosing = true;
        } else {
          choosing = false;
        }
        var able = all.filter(function (one) { return one.dataset.field === step[0] && fits(one, port, behind); });
        var next = able.filter(function (one) { return all.indexOf(one) > last; })[0] || able[0] || null;
        if (next) {
          last = all.indexOf(next);
        }
        found[number] = next;
      });
      for (var number = steps.length - 2; number >= 0; number--) {
        if (!found[number] && selectors.indexOf(steps[number][0]) >= 0) {
          found[number] = found[number + 1];
        }
      }
      return found;
    }

    function lit(cells, row, on) {
      cells.concat(row ? [row] : []).forEach(function (one) { one.classList.toggle("lit", on); });
    }

    function draw(bytes, port, steps, broken) {
      grid.textContent = "";
      document.querySelectorAll(".bytemap .there").forEach(function (one) { one.classList.remove("there"); });
      var rows = rowsOf(steps, bytes, port);
      var owners = [];
      steps.forEach(function (step, number) {
        for (var at = step[1]; at < step[2]; at++) {
          owners[at] = number;
        }
        if (rows[number]) {
          rows[number].classList.add("there");
        }
      });
      var groups = steps.map(function () { return []; });
      var many = broken !== null && broken >= bytes.length ? bytes.concat([null]) : bytes;
      many.forEach(function (byte, at) {
        var cell = element("span", "byte", byte === null ? "··" : (byte < 16 ? "0" : "") + byte.toString(16).toUpperCase());
        var owner = owners[at];
        cell.title = "byte " + at + (owner === undefined ? "" : ": " + steps[owner][0]);
        if (at === broken) {
          cell.classList.add("broken");
        } else if (owner === undefined) {
          cell.classList.add("rest");
        } else {
          cell.dataset.field = steps[owner][0];
          cell.classList.toggle("begins", owner !== owners[at - 1]);
          groups[owner].push(cell);
          cell.addEventListener("mouseenter", function () { lit(groups[owner], rows[owner], true); });
          cell.addEventListener("mouseleave", function () { lit(groups[owner], rows[owner], false); });
          cell.addEventListener("click", function () {
            var row = rows[owner], folded = row && row.closest("details");
            if (folded) {
              folded.open = true;
            }
            if (row) {
              row.scrollIntoView({ block: "center", behavior: "smooth" });
            }
          });
        }
        grid.appendChild(cell);
      });
    }

    function row(table, name, value, why) {
      var many = name.replace(/_\d+(?=_|$)/, "_{}");
      var known = data.labels[name] || data.labels[many];
      var unit = data.units[name] || data.units[many];
      var channel = /_(\d+)(?=_|$)/.exec(name);
      var line = element("tr");
      var head = element("th", "", known ? known[german() ? 1 : 0] + (channel ? " " + channel[1] : "") : name);
      var text = value === null ? "–" : shown(value) + (unit && typeof value === "number" ? " " + unit : "");
      head.title = name;
      line.appendChild(head);
      line.appendChild(element("td", "", text + (why ? " (" + why + ")" : "")));
      table.appendChild(line);
    }

    function rows(table, values) {
      Object.keys(values).forEach(function (name) {
        var base = name.replace(/_status$/, "");
        if (name !== "records" && !(base !== name && base in values)) {
          row(table, name, values[name], values[name + "_status"]);
        }
      });
    }

    function tell(found) {
      result.textContent = "";
      (found.errors || []).forEach(function (sentence) { result.appendChild(element("p", "wrong", "✗ " + sentence)); });
      (found.warnings || []).forEach(function (sentence) { result.appendChild(element("p", "odd", "⚠ " + sentence)); });
      if (!found.data) {
        return;
      }
      var table = element("table");
      rows(table, found.data);
      (found.data.records || []).forEach(function (record, number) {
        var line = element("tr", "record");
        var head = element("th", "", said("Record") + " " + (number + 1));
        head.colSpan = 2;
        line.appendChild(head);
        table.appendChild(line);
        rows(table, record);
      });
      result.appendChild(table.rows.length ? table : element("p", "", said("nothing was read")));
    }

    function decode() {
      var bytes, found, broken;
      try {
        bytes = bytesOf(text.value);
      } catch (error) {
        grid.textContent = "";
        tell({ errors: [error.message] });
        return;
      }
      found = codec({ bytes: bytes, fPort: Number(port.value), recvTime: new Date() });
      broken = found.said.errors ? /, byte (\d+):/.exec(found.said.errors[0]) : null;
      draw(bytes, Number(port.value), found.trace, broken ? Number(broken[1]) : null);
      tell(found.said);
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
    decode();
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
